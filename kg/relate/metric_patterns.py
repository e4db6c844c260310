"""The metric lexicon as compiled patterns, longest word first; see `kg.relate.alternatives`."""

import re

from kg.relate.alternatives import any_of, begins, one_of
from kg.relate.metric_lexicon import load_metric_lexicon

WORDS = load_metric_lexicon()


_VERB = one_of(WORDS.verbs)
_VERB_BEGINS = begins(WORDS.verbs)
_OPENER, _ADVERB = one_of(WORDS.openers), one_of(WORDS.adverbs)
_RISE, _FALL = one_of(WORDS.rises), one_of(WORDS.falls)


def _copulas() -> str:
    """The copulas, each but where another word ends in it."""
    endings = WORDS.copula_endings
    words = sorted(WORDS.copulas, key=lambda word: (-len(word), word))
    return "|".join(f"{w}(?<![{endings[w]}]{w})" if w in endings else w for w in words)


_LODGED = "立(?=[^案项法信规，]{2,16}案)"
"""立侵权假冒刑事案件64起."""
_NOUN = (
    r"(?!(?:检查|整治|执法|排查|治理)(?:行动|工程)|(?:服务|培训|检查|检测|检验|监测|救助|治理|调解|指导|登记|许可|投诉|举报|评估|保障|采购|监管)"
    r"(?:站|点|窗|中心|网|平台|机构|对象|事项|热线|专员|专家|团|队|体系|班|证|书|室|所|基地|码|箱))"
)
"""What is no verb in 服务站点, 检测机构, 登记证."""
VERBS = re.compile(
    rf"{begins((*WORDS.verbs, '立'))}"
    rf"(?:(?:{_VERB_BEGINS}{_NOUN}{_VERB}(?:了|过|出|起(?!诉))?(?:并(?={_VERB}))?)++(?![量率数额员费款值度])|{_LODGED})"
)
"""The verbs that something begins with."""
VERBS_AT_END = re.compile(rf"{_VERB}(?:{_VERB_BEGINS}{_VERB})*+(?:了|过|出|起(?!诉))?$")
ADVERB_VERB = re.compile(rf"(?:已经|已|共|累计|先后|全年|现场|共同|依法|主动|自主)(?={_VERB})")
STRONG_VERB = re.compile(rf"{one_of(WORDS.strong_verbs)}(?!员)")
"""A verb that is one wherever it stands."""
PREDICATE = re.compile(one_of(WORDS.predicates))
PREPOSITION = re.compile(one_of(WORDS.prepositions))
PREPOSITION_END = re.compile(
    rf"(?:[向对给]|督促其?|帮助|推动|助力|依托|针对|围绕|面向|借助|利用|会同|联合|促成|引导)$|(?:^|[^一-鿿]|{_OPENER}|{_ADVERB}){one_of(WORDS.prepositions)}[^，]{{0,6}}$"
)
OPENERS = re.compile(
    rf"{begins((*WORDS.openers, *WORDS.adverbs, *'、，：的'))}"
    rf"(?:{_OPENER}(?![量率数额])|{_ADVERB}+(?={_VERB}|{_OPENER}|$)|[、，：]|的)"
)
COPULAS_AT_END = re.compile(rf"(?:{_copulas()})(?:{_copulas()})*+$")
LEVEL_AT_START = re.compile(rf"了?(?:平均|逐步|大幅|进一步|已|最终)*{one_of(WORDS.levels)}了?")
LEVEL_AT_END = re.compile(rf"{one_of(WORDS.levels)}了?$")
RISE = re.compile(
    r"(?P<of>[^，]*?)(?P<first>分别|(?<![年月日人户次件亩案平])均|各)?"
    r"(?P<against>(?:，?(?:同比|环比|同期|比|较|相比|与)[^，]{0,24}?)?)"
    r"(?P<each>分别|(?<![年月日人户次件亩案平])均|各)?(?P<net>净)?"
    rf"(?:(?P<rise>{_RISE}|(?<![增])多(?=了?$))|(?P<fall>{_FALL}|(?<![减])少(?=了?$)))(?:幅度)?(?:连续[^，]{{1,4}})?"
    r"(?:为|了|近|约|达|超|逾|均)?$"
)
_MOVES = re.compile(f"[{''.join({word[-1] for word in (*WORDS.rises, *WORDS.falls)})}多少]")
_BEHIND_MOVES = len("幅度连续三个季度了")
"""The most that stands behind the word in a rise."""


def match_rise(text: str) -> re.Match[str] | None:
    """A text as a rise or fall (`RISE`), where a word of one ends near its end at all."""
    return RISE.match(text) if _MOVES.search(text, len(text) - 1 - _BEHIND_MOVES) else None


SHARE = re.compile(
    rf"^(?:{one_of(WORDS.shares)}|(?:完成|达到?|为)?(?:全年|年度|年初|年|省定|市定|既定|总)+"
    r"(?:目标任务|任务目标|目标|任务|计划|指标))"
)
RATIO_HEAD = re.compile(rf"{one_of(WORDS.ratio_heads)}$")
RATIO_MARK = re.compile(
    rf"{any_of(WORDS.ratio_marks)}|占(?<![被乱侵抢强非霸]占)(?![用道地耕据领补])"
)
STOCK_MARK = re.compile(rf"{any_of(WORDS.stock_marks)}|有效(?!{one_of(WORDS.effective_verbs)})")
STOCK_COUNT = re.compile(one_of(WORDS.stock_counts))
STOCK_LEVEL = re.compile(rf"{one_of(WORDS.stock_levels)}了?$")
STOCK_DONE = re.compile(rf"(?:已经?|现已|均已){one_of(WORDS.stock_done)}")
FLOW_HEAD = re.compile(rf"{one_of(WORDS.flow_heads)}$")
DONE = re.compile("已|目前|实际|截至|截止")
TARGET = re.compile(
    rf"{any_of(WORDS.target_marks)}|争取(?!到|了|资金|专项|上级|省|中央|国家|项目)|"
    r"要(?<![必需重主]要)(?:完成|达到|实现|新增|培育|控制|确保)|"
    r"确保(?!了)[^，]*(?:[率量额值度比达]|达到|稳定在|保持在|控制在|完成|实现|新增)$"
)
TASK_AT_END = re.compile("(?:年度|全年|年|目标|下达[^，。；]{0,24})任务(?:目标|数|量)?(?:为|是)?$")
LACKING = re.compile("[^，。；被]{1,16}?(?:尚未|仍未|未|没有|缺少|缺乏)")
MOVED = re.compile("(?:前移|前进|上升|提升|跃升|提高|进位|后移|后退|下降|下滑|退后)了?$")
"""Before 2位: how far a rank has moved."""
HANDLING_AT_END = re.compile(rf"(?:^|方式|已|已经|共){one_of(WORDS.handling)}$")
HANDLING_AT_START = re.compile(rf"^(?:{one_of(WORDS.handling)}|判决|判处|起诉|公诉)")
RELATIVE_RATE = re.compile(
    rf"^(?:[^，；。]{{0,8}}?[）)]|按时|按期|限期|总体|平均|一次|当场|阳性|督导|乡镇|镇村|村级|区县|县区|全部)?"
    rf"(?:(?P<free>{one_of(WORDS.relative_rates)})|合格率|不合格率|整改率|办结率|成功率|满意率|处置率)$"
)
"""A rate that is of the noun before it: 经营主体3126户，持证率98.7%."""
REACHED_AT_START = re.compile(rf"^{one_of(WORDS.reaching)}(?=.)")
HOSTED = re.compile(rf"^(?:累计|共|已|首批|目前)*{one_of(WORDS.hosted)}")
ATTENDED = re.compile(rf"^(?:[^，。；]{{0,8}}?){one_of(WORDS.attending)}")
GRADE = re.compile("(?:国家级|国家|省级|市级|县级|区级|部级)")
GRADE_AT_START = re.compile(f"^{GRADE.pattern}")
STANDS_ALONE = re.compile(
    "^(?:最高|最大|最低|单笔|从业|在职|职工|员工|总)|(?:合格|通过|成功|到位|达标|超标)$"
)
"""To what is no object the verb before does not carry on: 受理4120件，预审合格2985件."""
STATE_AT_START = re.compile("^(?:有效|现有|在册|实有|累计)+")
SHARED = re.compile(rf"^(?:共|累计|现场|免费)*{one_of(WORDS.sharers)}$")
OF_CASE = re.compile("^[^，“]{0,20}“[^”]+”[^，。；]{0,24}?案(?=涉案|案值|货值|罚没|金额)")
STATED = re.compile(
    "(?:数量|总量|增势|呈|明显|大幅|持续|稳步|显著|相对|仍然|依然|普遍)*(?:较多|居多|最多|较大|较高|最高|突出|靠前|居前|居首|"
    "(?:位?居|位列|排名|名列)[^，]{1,8}|增长|上升|提升|增加|减少|下降|增长较快|增多|多发|高发|频发|趋势|态势|(?<=增势)明显)$"
)
"""What a clause says of its subject before the next gives the figure: …较多，分别为."""
AVERAGE = re.compile("^(?:[户人件案次亩家店日月年]均|平均每.|每.平均)$")
WORKED_ON = re.compile(
    "(?:推进|推行|推动|推广|实施|组织|创建|打造|深化|加快|拍摄|制作|拍制|编创|开发|运营|开通|上线)(?P<noun>[^，。；]{2,20}?)"
    "(?:(?:全面|迭代|提档|提质)?(?:建设|创建|升级|扩面|改造|工作|行动|试点|培育|运行|上线))*$"
)
"""What a clause without a figure is about, for the next: 推行“阳光工厂”建设，已建成321家."""
PROSECUTED = re.compile("^(?:受理)?(?:审查)?(?:不?批准逮捕|不?批捕|逮捕|提起公诉|不?起诉)$")
BARE_VERB = re.compile(
    r"(?!.*(?:造林|放流|直播|授课|融资|[纳退]税|贷款|授信|签约|巡讲|宣讲|罚没|培训|移诉|刑拘|拘留)$)"
    rf"(?:{_ADVERB}|{_OPENER})*+(?:{_VERB_BEGINS}{_NOUN}{_VERB})++$"
)
_VERB_ENDS = frozenset(word[-1] for word in WORDS.verbs)


def is_bare_verb(text: str) -> bool:
    """Whether it is a verb that leaves its object to what was said before (`BARE_VERB`): 下架."""
    return text[-1:] in _VERB_ENDS and BARE_VERB.match(text) is not None


ORGAN_VERB = re.compile(
    r"^(?!监督|督促|协助|配合|要求|建议|提请|移送|商请|指导|会同|联合|[向对与])[^，]{2,24}?(?:妇联|工会|团委|残联|办公室|委员会|委|局|厅|法院|检察院|中心|协会|商会|支队|大队|总队|专班|工作组|部门|机关|街道|镇|乡|所)"
    rf"(?:同步|同时|{_ADVERB})*+(?={_VERB})"
)
"""A body that no mention covers, and its verb."""
PER_AT_END = re.compile("(?<!同)每[^，、每]{1,6}$")
ON_DEED = re.compile(
    r"^(?:针对|对|就|围绕|聚焦)(?P<noun>[^，]{2,24}?)(?P<verb>(?:依法|分别|共|累计|均|已|联合|集中|突击)*"
    r"(?:开展|进行|实施|予以|给予|作出)?(?:立案查处|立案调查|立案处罚|行政处罚|立案|处罚|约谈|督导|督办|检查|抽检|监测|整治|查封|扣押|下架|抽查|问责|表彰|奖励|通报))$"
)
TOWARDS = re.compile(
    rf"^[^，]*?[^一]向[^，]{{1,10}}?(?={one_of(WORDS.strong_verbs)}|交办|转办|反馈)"
)
DEPENDENT = re.compile(
    rf"^(?:{one_of(WORDS.dependents)}|[^量额，]{{2,5}}率$|平均.{{2,4}}(?:周期|时间|时长|用时|天数)$)"
)
TOTAL = re.compile(rf"^{one_of(WORDS.totals)}$")
ANCHOR_AT_END = re.compile(rf"{one_of(WORDS.anchors)}$")
ANCHOR_VERB = re.compile(rf"{one_of(WORDS.anchor_verbs)}$")
QUANTITY_HEAD = re.compile(rf"^{one_of(WORDS.quantity_heads)}$")
QUANTITY_HEAD_AT_END = re.compile(rf"{one_of(WORDS.quantity_heads)}$")
QUANTITY_LIKE = re.compile(rf"{one_of(WORDS.quantity_ends)}$")
"""What is measured rather than counted: no verb carries on to it."""
DONE_AT_START = re.compile("^(?:组织|开展|实施|推进|完成|举办)+")
GENERIC = re.compile(rf"^(?:组织|开展|实施|举办|推进|完成)*了?{one_of(WORDS.generic)}$")
TOPICAL = re.compile(rf"^{one_of(WORDS.topical)}$")
"""A measure of an undertaking that is nothing without its name."""
BRANCH = re.compile(rf"^{one_of(WORDS.branches)}$")
PAPER_VERB_AT_END = re.compile(rf"{one_of(WORDS.paper_verbs)}[^，]{{0,6}}$")
PAPER_NOUN = re.compile(rf"^{one_of(WORDS.paper_nouns)}")
PLACE_NOUN = re.compile(rf"^(?:{one_of(WORDS.place_nouns)})")
