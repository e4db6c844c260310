"""How a clause of an encoded sentence tells whom it is about: the patterns of the subjects.

`opening_end` says where the clause itself begins; the patterns are matched from there, but for
`SIGNATURE`, `SPEAKS` and `LISTS`, which read the whole sentence.
"""

import re
from functools import cache

from kg.mention.initiative_words import load_words
from kg.relate.alternatives import begins
from kg.relate.encode import ACTOR, INITIATIVE

_OPENING = (
    r"(?:[一二三四五六七八九十]+是|(?:第[一二三四五六七八九十]+|首先|其次|再次|最后|另外),?|[（(]?\d{1,2}[）).、]|"
    r"[（(](?:[一二三四五六七八九十]+|[甲乙丙丁戊己庚辛])[）)]|[一二三四五六七八九十]+、|[①-⑳]|[—☆★○●◎◆◇■□▲△▶►※·•*-]+|"
    r"\d{4}年(?:上半年|下半年|全年|度|以来|底|年底|期间|[一二三四]季度)?|\d{1,2}(?:月?[—–～~至到-]\d{1,2})?月(?:份|底|以来)?|\d{1,2}日(?:[—–～~至到-](?:\d{1,2}月)?\d{1,2}日)?(?:期间)?|上半年|下半年|"
    r"全年|年内|今年(?:以来)?|去年|本年度|目前|近年来|期间|其中|同时|此外|随后|日前|近日|现|由|对此|为此|，)*+"
)
_SO_FAR = rf"(?:截[至止][^，。；]{{0,12}}{_OPENING})?"
OPENING = re.compile(_OPENING)
SUBJECT = re.compile(rf"{_SO_FAR}{ACTOR}")
SPEAKER = re.compile(
    rf"{_SO_FAR}(?:[^，。；]{{0,24}}?、)?(?P<body>{ACTOR})[^，。；{ACTOR}]{{1,20}}?"
    r"(?:介绍|表示|说|称|指出|透露|通报|坦言|告诉记者)(?:道)?(?=[，：])"
)
"""某局副局长张三介绍: what follows is said of the speaker's own body."""
TOLD_BY = re.compile(
    rf"{_SO_FAR}(?:来自|据|根据){ACTOR}(?:的)?[^，。；{ACTOR}]{{0,8}}?(?:数据|统计|消息|介绍|通报|披露|反映)(?:显示|表明)?(?=，)"
)
NOT_SUBJECT = re.compile(
    rf"(?:的(?!{ACTOR})|(?:始终)?(?:高度重视|十分重视|大力支持|坚强领导|正确领导|关心)|"
    rf"等?(?:指导|领导|支持|部署|统筹|牵头|安排)下|工作?部署|工作?要求|工作?安排|：|"
    rf"(?:(?![由以集为])[^，。；：{ACTOR}]){{0,14}}?的{INITIATIVE})"
)
_BODY = (
    "局|委|办|厅|院|部|会|队|中心|公司|企业|学校|食堂|机构|单位|站|所|分行|支行|办公室|集团|银行|大学|学院|街道|镇|乡|社区|"
    "法庭|政府|党委|部门|分局|支队|大队|商会|海关|法院|检察院|协会|监管所|医院|园区|专班|中学|小学|幼儿园|农贸市场|超市|经营户|平台|会议|全会"
)
_NO_NOUN = (
    "面向|立足|紧盯|瞄准|携手|联手|走进|借助|用好|带领|赴|到|于|依据|按|就|由|使|让|引导|鼓励|推动|促进|加强|强化|提升|帮助|协助|服务|走访|深入|邀请|联合|会同|指导|督促|支持|选派|发动|要求|聘请|吸纳|"
    "围绕|针对|对|在|以|为|向|从|与|和|同|将|把|被|经|由|按照|根据|通过|结合|依托|聚焦|利用|充分|积极|大力|不断|持续|全面|"
    "进一步|切实|着力|有力|有效|配合|该|检查|抽查|约谈|责令|查处|立案|分别|遴选|组织|选取|确定|推荐|培育|辅导|认定|现已|先后|新增|建成|并|全|我|本|共|累计|各级"
)
_DEED_VERBS = (
    "审议|发布|修订|出台|负责|编制|查获|受理|办结|审结|破获|抓获|立案|检查|抽检|培训|化解|调解"
)
PLACE = re.compile(
    rf"{_SO_FAR}(?P<place>[一-鿿]{{1,8}}?(?:省|市|区|县|州|盟|旗|镇|乡|街道))(?P<rest>[^，。；]{{0,30}})"
)
COLLECTIVE = re.compile(r"(?:全|我|本)(?:市|省|区|县|州|旗)|辖区|各地|各(?:市|区|县)")
TOGETHER = re.compile(
    "(?:密切配合|通力(?:合作|协作|配合)|协同作战|紧密(?:配合|协作)|协同配合|上下联动|并肩作战)，"
)
"""Several bodies that help each other: none of them only assists."""
STATE = re.compile(
    r"^(?:[^，。；]{0,20}?)(?:量|数|率|额|值|建成|已建|拥有|共有|现有|有效|新增|累计|达|占|位居|排名|名列|居|完成|增长|下降)"
)
DEED = re.compile(
    r"^(?:共(?!有)|累计|全年|各级|立案|查办|查处|检查|办理|审结|受理|破获|侦破|开展|抽检|出动|责令|移送|组织|举办|调解|处理|发放|培训|走访|起诉|批捕|批准|逮捕|打掉|捣毁|查扣|没收|罚没|处罚|监督|抓获|整治)"
)
HANDLED_CASE = re.compile(
    rf"{_SO_FAR}{ACTOR}(?=(?:联合)?(?:查办|侦破|破获|侦办|审理|办理|查处|审结)的[^，。；]{{0,6}}{INITIATIVE})"
)
RUNS_FACILITY = re.compile(
    rf"{_SO_FAR}{ACTOR}(?=(?:设立|组建|成立|运营|运行|开设|管理)的[^，。；]{{0,6}}{INITIATIVE}(?![由被入获]))"
)
"""某协会设立的调解中心受理…: what is told of the facility is done by the body that runs it."""
TAKEN_ON = re.compile(
    rf"[^，。；{ACTOR}]{{0,12}}由{ACTOR}(?=(?:具体|全面)?(?:负责|承担|承接|运营|管理))"
)
"""某基地由某法院负责日常运行，开展…: what follows is done by that body."""
ASSISTING = re.compile(
    r"(?:积极|密切|共同|等)?(?:配合|协办|协助|参与|参加|承办|支持|派员[^，。；]*|派人[^，。；]*|派代表[^，。；]*|[^，。；]{0,12}(?:出席|参加|到会|参会|与会|到场|列席|见证)|下达(?:我|本|全)[^，。；]*)(?=[，。；]|$)"
)
LED = re.compile(rf"{ACTOR}(?:负责)?(?:牵头|主导|主办|挑头|主抓)，$")
"""Who leads what the next clause tells that others assist in."""
ASSISTS_IN = re.compile(
    "(?:积极|密切|共同|协同)?(?:配合|协助|参与)(?:组织)?(?:开展|实施|推进|做好|完成|查处|整治)"
)
GUIDED = re.compile(
    rf"(?:指导|督导)(?P<body>{ACTOR})[^，。；{ACTOR}]{{0,8}}?(?:组建|成立|设立|建立|创建|打造)"
)
"""Who is guided to set something up: what follows in the sentence is done by them."""
WITH_ANOTHER = re.compile(rf"(?:并|又|还|同时)?(?:与|同|和|联合|会同){ACTOR}")
EXAMINED = re.compile(rf"通过{ACTOR}[^，。；]{{0,10}}?(?:审查|备案|预审|审核|认定|验收|核准)")
HONOURED = re.compile(rf"{_OPENING}{ACTOR}(?:被|获评|荣获|获得|获|入选|成功入选|喜获)")
"""Who only gets an honour: the section does not tell of its work."""
SIGNATURE = re.compile(rf"(?:{ACTOR}|[ \u3000]|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)+")
"""A line that only names who publishes or signs; it says nothing of them."""
SPEAKS = re.compile(f"{ACTOR}：")
"""Whose words follow, in the record of a press conference."""
RUN_IN = re.compile(rf"{_OPENING}(?P<body>{ACTOR})：")
"""Whose deeds a paragraph goes on to tell: （一）市公安局：开展…."""
PLACES = re.compile(
    rf"{_SO_FAR}(?P<first>[一-鿿]{{2,8}}?)(?:、[一-鿿]{{2,8}})*(?:、[一-鿿]{{2,8}}?)(?:等地|等?[两三四五六七八九]?个?[市县区省地旗州])"
)
_EVERYWHERE = (
    rf"{_SO_FAR}(?:(?:全国)?各地(?!区)|各有关部门|有关部门|相关部门|各部门|"
    r"(?:全[国省市])?(?:共有|已有|有|共)?\d+个(?:省份?|市州|市|地市|设区市|县区|区县|县|区|乡镇)(?:（[^（）]{1,8}）)?)"
    r"(?=协同|纷纷|积极|共|累计|先后|迅速|认真|同步|结合|开展|举办|查处|办理|组织|成立|建立|印发|签订|签署|出台|均|也|还|已)"
)
"""Subjects that are no certain bodies: 各地协同办理, 全国共有23个省签订."""
ITEM_HEAD = re.compile(rf"{_SO_FAR}(?P<place>[一-鿿]{{2,8}})?{INITIATIVE}(?:工作|情况)?[。：]?")
RUN_HEAD = re.compile(
    rf"{_SO_FAR}[^，。；：{ACTOR}{INITIATIVE}]{{0,8}}?"
    rf"(?:开展|推行|推进|实施|打好|打造|构建|搭建|建立|设立|成立|举办|推广|启动|抓好|做好)"
    rf"{INITIATIVE}(?:[与和及、]{INITIATIVE})*(?:工作|活动)?[。：]?"
)
"""A line that only says what was run or set up, and not by whom."""
LISTS = re.compile("一是")
GUIDED_LIST = re.compile(
    rf"(?P<guide>{ACTOR}(?=[^，。；：{ACTOR}]{{0,6}}(?:指导|督导)))?[^，。；：{ACTOR}]{{0,6}}"
    rf"(?:指导|督导|支持|推动|督促)(?P<guided>{ACTOR})[^，。；：]*：一是"
)
"""What a body that is guided did is listed: the items are its own deeds."""
CLAUSE_END = re.compile("[，；。：！？]")


def opening_end(text: str) -> int:
    """Where what opens a clause ends, and the clause itself begins: 一是2024年以来，…."""
    opening = OPENING.match(text)
    return opening.end() if opening else 0


@cache
def unknown_subject() -> re.Pattern[str]:
    """A clause whose subject is a body that nothing could resolve, or no certain bodies.

    县一中食堂建成…; 各地协同办理….
    """
    triggers = load_words().triggers
    verbs = "|".join(sorted(triggers, key=len, reverse=True))
    return re.compile(
        rf"{_SO_FAR}(?!\d)(?!{begins((*_NO_NOUN.split('|'), *triggers))}(?:{_NO_NOUN}|{verbs}))"
        rf"[一-鿿（）、A-Za-z0-9]{{1,40}}?"
        rf"{begins(_BODY.split('|'))}(?:{_BODY})(?:共同|联合|先后|也|均|还|积极|成功)?(?:{verbs}|{_DEED_VERBS})"
        rf"|{_EVERYWHERE}"
    )
