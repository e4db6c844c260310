"""The words that tell which undertaking a figure belongs to, as kg/relate/topics.py reads them."""

import re

from kg.relate.encode import ACTOR

GUIDE = "导" + ACTOR
GUIDES = re.compile(
    rf"(?:指导|督导)(?P<body>{ACTOR})(?:(?:会同|联合|与){ACTOR})?[^，。；{ACTOR}]{{0,12}}?"
    "(?:检查|深化|推行|推进|实施|开展|举办|组织|组建|成立|设立|建成|查办|查处|办理|制定|创建|培育|受理|走访|化解|调解)"
)
"""A body that guides another which does it."""
OUTCOMES = (
    "mechanism",
    "campaign",
    "programme",
    "facility",
    "case",
    "event",
    "agreement",
    "policy",
)
GATHERINGS = ("event", "campaign", "programme", "agreement", "policy")
"""Types that people come to, or join."""
ATTENDED = re.compile(
    "参加|参训|参会|参赛|参演|参展|参与|到会|与会|到场|走进|观摩|签约|^现场|(?<=，)现场"
)
AT_EVENT = re.compile(
    "发放[^，。；]{0,12}(?:资料|手册|读本|传单|折页|宣传|倡议书|明白纸)|现场|接受[^，。；]{0,6}咨询|解答|讲解|展出|张贴|悬挂|摆放|设置展板"
)
"""What is done at an event."""
HELPED = re.compile("参加|参与|协办|承办|配合|支持|观摩|派员|派人|到场|指导")
LASTING = ("mechanism", "campaign", "programme", "facility", "case")
"""Types that the sentences after the one that names it may still be about."""
WHOLE_YEAR = re.compile(
    r"全年|[两三四五]年来|近[两三四五几]年|\d{4}年，?共|年内|年度累计|\d{4}年，?(?:全|我)(?:市|省|区|县)|截[至止]"
)
OF_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?(?:[全我](?:市|省|区|县|国)|，(?=新增|核准))")
"""What opens a sentence that sums up a year."""
EVERYWHERE = ("，各地", "；各地", "各地")
"""A clause of all places tells of what the sentence names."""
MEANS = re.compile(
    "(?:专项)?(?:行动|活动|工作)?(?:期间|中|以来|(?:启动|开展|实施|部署)以来|过程中|为(?:抓手|牵引|契机|载体|依托|主线|统领|支撑|重点))[^，。；]{0,4}，"
)
"""Behind a name: everything that the sentence counts came of it."""
SO_CALLED = re.compile(
    "(?:此次|本次|该|这次)?(?:专项|联合)*(?:行动|整治|活动|会战|检查|督查|执法)?(?:期间|其间|中|以来|过程中)，"
)
"""行动期间，…: of the undertaking that was named last."""
HANDED = re.compile("(?:发放|张贴|印制|编印|赠送|派发|下达|送达|发出|编发|散发|分发)(?:了|《)*$")
"""Before a title: papers that are handed out are no undertaking."""
COUNT = re.compile(r"[共达约近超]?\d")
"""Behind a name: how many of them there are."""
NEW = re.compile(
    "[，；]?(?:并|还|又|共|累计|先后|联合|组织|集中)*"
    "(?:建立|创建|设立|建成|新建|成立|组建|打造|开展|召开|举办|举行|制定|印发|出台|签订|签署|培育|认定)"
)
CLAUSE_END = re.compile("[，；。：！？]")
COMMON = 6
"""Longest name of an action that is no proper name: 交叉检查."""
PARAGRAPH = 8
"""Sentences of a paragraph that its opening holds for."""
MEMORY = 64
"""Sentences that an item may look back on: time stays linear."""
