"""Classes of wording, by sentences that no report known to us holds: what each figure in them counts, and of what."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from gongkai.flat import Row

CITY = "广元市2016年政府信息公开工作年度报告"
LATER_CITY = "郴州市2022年政府信息公开工作年度报告"
EARLY_CITY = "景德镇市2012年政府信息公开工作年度报告"
NEW_CITY = "佳木斯市2024年政府信息公开工作年度报告"
COUNTY = "正定县2013年政府信息公开工作年度报告"
DISTRICT = "西安市雁塔区2019年政府信息公开工作年度报告"
BUREAU = "柳州市水利局2017年政府信息公开工作年度报告"
TOWN = "正定县曲阳桥镇人民政府2014年政府信息公开工作年度报告"

# The words before | are a heading.
PUBLISHED, ASKED, DISPUTED, PAID = "主动公开情况", "依申请公开办理情况", "行政复议和行政诉讼情况", "收费及减免情况"

RECEIVED, PROCESSED, OUTCOME = "applications-received", "applications-processed", "application-outcomes"
CARRIED_OVER, CARRIED_FORWARD = "applications-carried-over", "applications-carried-forward"
DISCLOSED, ITEMS, VIEWS, FOLLOWERS = "proactive-disclosures", "items-published", "views", "followers"
ISSUED, REPEALED, IN_FORCE = "documents-issued", "documents-repealed", "documents-in-force"
RECONSIDERED, SUED, FEES = "reconsiderations", "litigations", "request-fees"


@dataclass(frozen=True)
class Figure:
    """What is wanted of one figure: `label` is contained in the row's, `whole` is the text of the figure that this
    one is a part of; what is None is not asked."""

    text: str
    value: str
    unit: str
    metric: str
    label: str | None = None
    dims: str | None = None
    qualifier: str | None = None
    whole: str | None = None
    scope: str | None = None
    agency: str | None = None
    channel: str | None = None
    channel_type: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class Case:
    name: str
    body: str
    figures: tuple[Figure, ...]
    title: str = CITY
    fails: str = ""


def case(name: str, body: str, *figures: Figure, title: str = CITY, fails: str = "") -> Case:
    """A report of one heading, where `body` has one before a |, with all figures that it states; `fails` says why
    the extraction is not there yet."""
    heading, bar, text = body.partition("|")
    return Case(name, f"一、{heading}\n{text}" if bar else body, figures, title, fails)


def other(text: str, unit: str, label: str, value: str = "", **said: str) -> Figure:
    """A figure of no statutory metric, whose label says what it counts."""
    return Figure(text, value or text, unit, "other", label, **said)


def count(text: str, metric: str, unit: str = "件", value: str = "", **said: str) -> Figure:
    return Figure(text, value or text, unit, metric, **said)


def nothing(word: str, metric: str, unit: str = "件") -> Figure:
    return Figure(word, "0", unit, metric)


HEDGED = [
    case("yu-behind-the-scale", f"{PUBLISHED}|全市主动公开政府信息23万余条。",
         count("23", DISCLOSED, "条", "230000", qualifier="over", scope="jurisdiction")),
    case("yu-behind-the-digits", "全年印发办事指引6400余份。", other("6400", "份", "办事指引", qualifier="over")),
    case("jin-before", "“广元发布”微博新增粉丝近700人。",
         count("700", FOLLOWERS, "人", qualifier="near", channel="广元发布", channel_type="weibo")),
    case("jin-before-a-scale", "免费体检惠及群众近8万人。", other("8", "人", "群众", "80000", qualifier="near")),
    case("chao-before", "“广元发布”微博阅读量超2460万次。", count("2460", VIEWS, "次", "24600000", qualifier="over")),
    case("chao-guo-before", "接待参观学习超过1350人次。", other("1350", "人次", "参观学习", qualifier="over")),
    case("yu-before", "短信平台向市民发送提醒逾70万条。", count("70", ITEMS, "条", "700000", qualifier="over")),
    case("yu-before-without-a-scale", "走访企业逾860家。", other("860", "家", "企业", qualifier="over")),
    case("yue-before", "新建城市书房约19处。", other("19", "处", "城市书房", qualifier="about")),
    case("yue-before-a-scale", "汇集档案数据约14万条。", other("14", "条", "档案数据", "140000", qualifier="about")),
    case("duo-behind", "共张贴海报655多张。", other("655", "张", "海报", qualifier="over")),
    case("duo-inside", "为老人上门办理业务30多次。", other("30", "次", "业务", qualifier="over")),
    case("bu-shao-yu", "每个乡镇配备网格员不少于12名。", other("12", "名", "网格员", qualifier="at-least")),
    case("at-least-behind", "举办专题讲座60场以上。", other("60", "场", "专题讲座", qualifier="at-least")),
    case("at-most-behind", "审批材料精简到4份以内。", other("4", "份", "审批材料", qualifier="at-most")),
    case("at-most-before", "窗口平均等候不超过13分钟。", other("13", "分钟", "等候", qualifier="at-most")),
    case("about-behind", "每期印刷政报2500册左右。", other("2500", "册", "政报", qualifier="about")),
    case("exact", "新增图书2718册。", other("2718", "册", "图书", qualifier="")),
]  # fmt: skip

SCALED = [
    case("decimal-wan", "归集电子证照58.3万份。", other("58.3", "份", "电子证照", "583000")),
    case("decimal-wan-yuan", "公务接待支出86.07万元。", other("86.07", "元", "公务接待支出", "860700")),
    case("four-places-of-wan-yuan", "行政事业性收费2093.4417万元。",
         Figure("2093.4417", "20934417", "元", "administrative-fees")),
    case("four-places-of-another-sum", "信息化运维经费35.2106万元。", other("35.2106", "元", "运维经费", "352106")),
    case("yi", "兑付征地补偿款2.35亿元。", other("2.35", "元", "征地补偿款", "235000000")),
    case("qian-wan", "拨付专项债券8千万元。", other("8", "元", "专项债券", "80000000")),
    case("qian-between-digits-and-unit", "办理群众工单3千件。", other("3", "件", "工单", "3000")),
    case("thousands-separators", "受理企业登记事项41,207件。", other("41,207", "件", "企业登记事项", "41207")),
    case("separators-with-decimals", "财政拨款1,208.56万元。", other("1,208.56", "元", "财政拨款", "12085600")),
    case("no-separators", "受理企业登记事项41208件。", other("41208", "件", "企业登记事项")),
]  # fmt: skip

SPELLED = [
    case("ten-odd", "年内召开新闻发布会十余场。",
         count("十余", "press-conferences", "场", "10", qualifier="over")),
    case("fifteen", "组织现场观摩活动十六次。", other("十六", "次", "观摩", "16")),
    case("twice", "市政府常务会议听取专题汇报两次。", other("两", "次", "汇报", "2")),
    case("once-behind-its-thing", "信息公开业务培训班举办一期。", other("一", "期", "培训班", "1")),
    case("two-hundred-odd", "开展明察暗访两百多次。", other("两百多", "次", "明察暗访", "200", qualifier="over")),
    case("three-thousand", "发放调查问卷三千份。", other("三千", "份", "调查问卷", "3000")),
    case("several-tens-are-not-ten", "刊发专题稿件数十篇。"),
    case("several-hundreds-are-no-hundred", "走访群众数百户，发放宣传单数千份。"),
    case("half-is-no-count", "审批环节减少半数，办理时间缩短一半。"),
    case("aspects-count-nothing", "从三个方面推进六项制度落实，建立四级联动机制。"),
]  # fmt: skip

UNITS = [
    case("no-unit-before-a-semicolon", "“平安广元”微博粉丝数40218；发布信息1377条。",
         count("40218", FOLLOWERS, "", channel="平安广元"), count("1377", ITEMS, "条", channel="平安广元")),
    case("scale-alone", "门户网站总浏览量为718万。", count("718", VIEWS, "", "7180000", channel_type="website")),
    case("scale-alone-of-readers", "“掌上广元”客户端用户数达9.2万。", count("9.2", FOLLOWERS, "", "92000")),
    case("ren-ci-behind-wan", "“广元交通”微信公众号累计阅读87万人次。",
         count("87", VIEWS, "人次", "870000", channel="广元交通", channel_type="wechat")),
    case("ren-ci-of-visitors", "博物馆接待游客35.6万人次。", other("35.6", "人次", "游客", "356000")),
    case("requests-in-zong", f"{ASKED}|全市共收到政府信息公开申请52宗，答复49宗。",
         count("52", RECEIVED, "宗"), count("49", PROCESSED, "宗")),
    case("requests-in-qi", f"{ASKED}|全年受理政府信息公开申请33起，办结33起。",
         count("33", RECEIVED, "起"), count("33", PROCESSED, "起")),
    case("requests-in-fen", f"{ASKED}|共接收政府信息公开申请76份，其中信函申请45份、网络申请31份。",
         count("76", RECEIVED, "份"),
         count("45", RECEIVED, "份", dims="request-channel=letter", whole="76"),
         count("31", RECEIVED, "份", dims="request-channel=network", whole="76")),
    case("requests-in-tiao", f"{ASKED}|收到依申请公开14条，全部答复。", count("14", RECEIVED, "条")),
    case("requests-in-ci", f"{ASKED}|受理公民依申请公开19次。", count("19", RECEIVED, "次")),
    case("items-in-pian", "“广元发布”微信公众号推送文章863篇。", count("863", ITEMS, "篇", channel="广元发布")),
    case("items-in-ze", "门户网站刊发公告公示274则。", count("274", ITEMS, "则", channel_type="website")),
    case("items-in-tiao-ci", "门户网站更新信息5311条次。", count("5311", ITEMS, "条次")),
]  # fmt: skip

ZEROS = [
    case("mei-you", f"{PAID}|全市没有收取政府信息公开费用。", nothing("没有", FEES, "元")),
    case("wei-shou-qu", f"{PAID}|2016年未收取任何检索、复制、邮寄费用。", nothing("未", FEES, "元")),
    case("wei-shou-dao", f"{ASKED}|本年度未收到政府信息公开申请。", nothing("未", RECEIVED)),
    case("mei-you-shou-dao", f"{ASKED}|全镇没有收到书面的政府信息公开申请。", nothing("没有", RECEIVED), title=TOWN),
    case("wei-fa-sheng", f"{DISPUTED}|全年未发生因政府信息公开引起的行政复议。", nothing("未", RECONSIDERED)),
    case("wei-fa-sheng-of-two", f"{DISPUTED}|我市未发生行政复议和行政诉讼案件。",
         nothing("未", RECONSIDERED), nothing("未", SUED)),
    case("wu", f"{DISPUTED}|本年度无行政诉讼。", nothing("无", SUED)),
    case("wu-of-two", f"{DISPUTED}|全县无行政复议、行政诉讼。", nothing("无", RECONSIDERED), nothing("无", SUED),
         title=COUNTY),
    case("nought-in-digits", f"{DISPUTED}|行政复议0件，行政诉讼0件。", count("0", RECONSIDERED), count("0", SUED)),
    case("one-nought-for-two", f"{DISPUTED}|行政复议、行政诉讼均为0件。", count("0", RECONSIDERED), count("0", SUED)),
    case("no-requests-in-digits", f"{ASKED}|全年收到政府信息公开申请0件。", count("0", RECEIVED)),
    case("three-years-running", f"{DISPUTED}|已连续三年无行政复议案件。", nothing("无", RECONSIDERED)),
    case("four-years-running", f"{DISPUTED}|我县连续4年未发生政府信息公开行政诉讼。", nothing("未", SUED),
         title=COUNTY),
    case("heading-and-nothing", "一、政府信息公开收费情况\n无。", nothing("无", FEES, "元")),
    case("wu-fa-is-no-nought", f"{ASKED}|对无法提供的申请逐一说明理由，无偿提供复印。"),
    case("wei-in-a-name-is-no-nought", f"{DISPUTED}|未成年人行政复议案件2件。", count("2", RECONSIDERED)),
    case("blank-is-no-nought", f"{DISPUTED}|行政复议 件，行政诉讼 件。"),
    case("dash-is-no-nought", f"{DISPUTED}|行政复议-件，行政诉讼3件。", count("3", SUED)),
    case("nothing-carried", f"{ASKED}|无上年结转申请，无结转下年申请。",
         nothing("无", CARRIED_OVER), nothing("无", CARRIED_FORWARD)),
    case("nothing-refused", f"{ASKED}|全年没有不予公开的申请。",
         count("没有", OUTCOME, value="0", dims="outcome=refused")),
    case("none-of-one-and-some-of-the-other", f"{DISPUTED}|全市未发生行政复议，发生行政诉讼2件。",
         nothing("未", RECONSIDERED), count("2", SUED)),
    case("nought-behind-its-thing", f"{PAID}|全市收费金额为0。",
         Figure("0", "0", "", FEES)),
    case("no-other-fees-are-not-no-fees", f"{PAID}|除复制费36元外，未收取其他费用。",
         count("36", FEES, "元")),
    case("none-by-one-channel-are-not-none", f"{ASKED}|未收到当面申请，收到网络申请7件。",
         count("未", RECEIVED, value="0", dims="request-channel=in-person"),
         count("7", RECEIVED, dims="request-channel=network")),
    case("other-bodies-had-none", f"{DISPUTED}|除市公安局1件行政诉讼外，其他单位无行政复议、诉讼。",
         count("1", SUED, agency="广元市公安局")),
    case("waived-is-not-taken", f"{PAID}|全年减免复印费用1200元。",
         other("1200", "元", "减免"), fails="what was waived is read as what was taken"),
]  # fmt: skip

LABELS = [
    case("before", "全市行政许可事项218项全部纳入目录。", other("218", "项", "行政许可事项")),
    case("before-with-a-deed", "新建村级文化活动室67间。", other("67", "间", "文化活动室")),
    case("behind", "全市51家公共企事业单位办事机构公开了服务承诺。", other("51", "家", "公共企事业单位")),
    case("behind-with-a-deed", "向社会公布29个基层立法联系点。", other("29", "个", "立法联系点")),
    case("glued", f"{PUBLISHED}|全年出台规章7件、规范性文件34件。",
         count("7", ISSUED, dims="document-type=rules"),
         count("34", ISSUED, dims="document-type=normative-documents")),
    case("repealed-and-in-force", f"{PUBLISHED}|废止规范性文件15件，现行有效规范性文件126件。",
         count("15", REPEALED, dims="document-type=normative-documents"),
         count("126", IN_FORCE, dims="document-type=normative-documents")),
    case("behind-qi-zhong", "全年编发信息58期，其中：发布工作简报13期；专报45期。",
         count("58", ITEMS, "期"), Figure("13", "13", "期", ITEMS, "简报", whole="58"),
         Figure("45", "45", "期", ITEMS, "专报", whole="58")),
    case("de-between", f"{ASKED}|无法提供的12件，信息不存在的5件。",
         count("12", OUTCOME, dims="outcome=not-provided"), count("5", OUTCOME, dims="outcome=does-not-exist")),
    case("de-you-between", f"{ASKED}|予以公开的有27件，部分公开的有6件。",
         count("27", OUTCOME, dims="outcome=granted"), count("6", OUTCOME, dims="outcome=partially-granted")),
    case("answered-with-you", f"{ASKED}|办理答复的有3件。", count("3", PROCESSED)),
    case("dealt-out-channels", f"{ASKED}|信函、网络申请分别为23件、68件。",
         Figure("23", "23", "件", RECEIVED, "信函", "request-channel=letter"),
         Figure("68", "68", "件", RECEIVED, "网络", "request-channel=network")),
    case("dealt-out-outcomes", f"{ASKED}|予以公开、部分公开和不予公开的分别为44件、9件和2件。",
         count("44", OUTCOME, dims="outcome=granted"), count("9", OUTCOME, dims="outcome=partially-granted"),
         count("2", OUTCOME, dims="outcome=refused")),
    case("dealt-out-schools", "幼儿园、小学分别新建8所、3所。", other("8", "所", "幼儿园"), other("3", "所", "小学")),
    case("dealt-out-accounts", "“广元发布”“平安广元”微博分别发布信息730条、415条。",
         count("730", ITEMS, "条", channel="广元发布"), count("415", ITEMS, "条", channel="平安广元")),
    case("dealt-out-sites", "市民政局、市财政局网站分别发布信息148条、97条。",
         Figure("148", "148", "条", ITEMS, "信息", agency="广元市民政局", channel="广元市民政局网站"),
         Figure("97", "97", "条", ITEMS, "信息", agency="广元市财政局", channel="广元市财政局网站"),
         fails="分别 deals out neither the sites nor the bodies"),
    case("dealt-out-to-both-sites", "两网站分别发布公示52条、39条。",
         Figure("52", "52", "条", ITEMS, "公示"), Figure("39", "39", "条", ITEMS, "公示")),
]  # fmt: skip

AMONG = [
    case("two-outcomes-added-up", f"{ASKED}|全市共办结政府信息公开申请40件，其中予以公开和部分公开合计25件。",
         count("40", PROCESSED), other("25", "件", "予以公开和部分公开"), title=LATER_CITY),
    case("either-ground", f"{ASKED}|全市共办结政府信息公开申请40件，其中因涉及商业秘密和个人隐私不予公开3件。",
         count("40", PROCESSED), count("3", OUTCOME, dims="outcome=refused", whole="40"), title=LATER_CITY),
    case("cases-about-requests", f"{ASKED}|全市编发依申请公开典型案例22个。", other("22", "个", "典型案例"),
         title=LATER_CITY),
    case("trained-about-requests", f"{ASKED}|全市举办依申请公开业务培训会6次。", other("6", "次", "依申请公开业务培训"),
         title=LATER_CITY),
    case("rest-of-a-list-by-subject",
         f"{ASKED}|全市收到申请26宗，其中当面申请6宗，网络申请20宗；从内容看，征地拆迁类12宗，住房保障类8宗，其他6宗。",
         count("26", RECEIVED, "宗"), count("6", RECEIVED, "宗", dims="request-channel=in-person", whole="26"),
         count("20", RECEIVED, "宗", dims="request-channel=network", whole="26"), other("12", "宗", "征地拆迁类"),
         other("8", "宗", "住房保障类"), other("6", "宗", "其他")),
    case("complete", f"{ASKED}|全市收到申请75件，其中网络申请41件、信函申请25件、当面申请9件。",
         count("75", RECEIVED), count("41", RECEIVED, dims="request-channel=network", whole="75"),
         count("25", RECEIVED, dims="request-channel=letter", whole="75"),
         count("9", RECEIVED, dims="request-channel=in-person", whole="75")),
    case("incomplete", "全市开展执法检查412次，其中夜间检查37次。",
         other("412", "次", "执法检查"), other("37", "次", "夜间检查", whole="412")),
    case("nested", f"{ASKED}|办结申请64件，其中不予公开18件（含涉及商业秘密7件），无法提供21件（含本机关不掌握16件）。",
         count("64", PROCESSED), count("18", OUTCOME, dims="outcome=refused", whole="64"),
         count("7", OUTCOME, dims="outcome=refused-trade-secret", whole="18"),
         count("21", OUTCOME, dims="outcome=not-provided", whole="64"),
         count("16", OUTCOME, dims="outcome=not-held", whole="21")),
    case("nested-in-things", "建成充电站86座，其中城区站54座（含公交场站11座）。",
         other("86", "座", "充电站"), other("54", "座", "城区站", whole="86"), other("11", "座", "公交场站",
         whole="54")),
    case("two-criteria",
         f"{ASKED}|全市受理申请92件，其中信函申请31件、网络申请61件；自然人申请80件、法人或其他组织申请12件。",
         count("92", RECEIVED), count("31", RECEIVED, dims="request-channel=letter", whole="92"),
         count("61", RECEIVED, dims="request-channel=network", whole="92"),
         count("80", RECEIVED, dims="applicant=natural-person", whole="92"),
         count("12", RECEIVED, dims="applicant=legal-person", whole="92")),
    case("two-criteria-named",
         f"{ASKED}|全年收到申请47件。从渠道看，网络申请29件、当面申请18件；从申请人看，公民40件、企业7件。",
         count("47", RECEIVED), count("29", RECEIVED, dims="request-channel=network", whole="47"),
         count("18", RECEIVED, dims="request-channel=in-person", whole="47"),
         count("40", RECEIVED, dims="applicant=citizen", whole="47"),
         count("7", RECEIVED, dims="applicant=enterprise", whole="47")),
    case("over-jurisdictions", f"{ASKED}|全市共受理申请103件，其中市政府22件、剑阁县35件、旺苍县46件。",
         count("103", RECEIVED), Figure("22", "22", "件", RECEIVED, "市政府", whole="103"),
         Figure("35", "35", "件", RECEIVED, "剑阁县", whole="103"),
         Figure("46", "46", "件", RECEIVED, "旺苍县", whole="103")),
    case("over-levels", f"{ASKED}|全市收到申请120件，其中市级部门44件、县区76件。",
         count("120", RECEIVED), Figure("44", "44", "件", RECEIVED, "市级部门", whole="120"),
         Figure("76", "76", "件", RECEIVED, "县区", whole="120")),
    case("over-payers", "全年筹集资金930万元，其中市财政承担510万元、企业承担420万元。",
         other("930", "元", "资金", "9300000"), other("510", "元", "市财政", "5100000", whole="930"),
         other("420", "元", "企业", "4200000", whole="930")),
    case("over-two-payers", "征地补偿共支付6800万元，其中省级补助1700万元、县级配套5100万元。",
         other("6800", "元", "补偿", "68000000"), other("1700", "元", "省级补助", "17000000", whole="6800"),
         other("5100", "元", "县级配套", "51000000", whole="6800")),
    case("share-behind", f"{ASKED}|办结申请160件，其中予以公开88件（55%），信息不存在24件（15%）。",
         count("160", PROCESSED), count("88", OUTCOME, dims="outcome=granted", whole="160"),
         other("55", "%", "占比"), count("24", OUTCOME, dims="outcome=does-not-exist", whole="160"),
         other("15", "%", "占比")),
    case("share-and-part-behind", f"{ASKED}|答复申请90件，其中不予公开27件（30%，含涉及个人隐私19件）。",
         count("90", PROCESSED), count("27", OUTCOME, dims="outcome=refused", whole="90"), other("30", "%", "占比"),
         count("19", OUTCOME, dims="outcome=refused-privacy", whole="27")),
    case("share-with-its-word", "网上办理业务3260件，占总量的81.5%。",
         other("3260", "件", "业务"), other("81.5", "%", "总量")),
    case("ends-with-another", f"{ASKED}|受理申请28件，其中网络申请17件，另有咨询45人次。",
         count("28", RECEIVED), count("17", RECEIVED, dims="request-channel=network", whole="28"),
         Figure("45", "45", "人次", "other", "咨询", whole="")),
    case("results-of-disputes", f"{DISPUTED}|行政复议11件，其中维持8件、纠正2件、其他1件。",
         count("11", RECONSIDERED), count("8", RECONSIDERED, dims="result=upheld", whole="11"),
         count("2", RECONSIDERED, dims="result=corrected", whole="11"),
         count("1", RECONSIDERED, dims="result=other", whole="11")),
    case("routes-of-lawsuits", f"{DISPUTED}|行政诉讼13件，其中未经复议直接起诉9件，复议后起诉4件。",
         count("13", SUED), count("9", SUED, dims="route=direct", whole="13"),
         count("4", SUED, dims="route=after-reconsideration", whole="13")),
    case("answers-of-a-kind", f"{ASKED}|答复申请31件，其中同意公开的答复24件，不予公开的答复5件，申请内容不明确的2件。",
         count("31", PROCESSED), count("24", OUTCOME, dims="outcome=granted", whole="31"),
         count("5", OUTCOME, dims="outcome=refused", whole="31"),
         count("2", OUTCOME, dims="outcome=correction-requested", whole="31")),
    case("results-by-route", f"{DISPUTED}|未经复议直接起诉：维持5件，纠正2件；复议后起诉：维持1件。",
         count("5", SUED, dims="result=upheld;route=direct"), count("2", SUED, dims="result=corrected;route=direct"),
         count("1", SUED, dims="result=upheld;route=after-reconsideration")),
    case("a-result-behind-has-its-own-label", f"{DISPUTED}|行政复议6件，其中维持3件，撤销2件，1件尚在审理。",
         count("6", RECONSIDERED), count("3", RECONSIDERED, dims="result=upheld", whole="6"),
         count("2", RECONSIDERED, dims="result=corrected", whole="6"),
         Figure("1", "1", "件", RECONSIDERED, "审理", dims="result=pending", whole="6")),
    case("over-semicolons",
         "全市公开政府信息25400条，其中机构类1203条，占4.7%；文件类2210条，占8.7%；动态类21987条，占86.6%。",
         count("25400", DISCLOSED, "条"), Figure("1203", "1203", "条", ITEMS, "机构类", whole="25400"),
         other("4.7", "%", "机构类"), Figure("2210", "2210", "条", ITEMS, "文件类", whole="25400"),
         other("8.7", "%", "文件类"), Figure("21987", "21987", "条", ITEMS, "动态类", whole="25400"),
         other("86.6", "%", "动态类"), title=EARLY_CITY, fails="a list of 其中 ends at its first semicolon"),
    case("requests-by-channel-with-shares", f"{ASKED}|申请总数为36条，其中当面申请20条，占56%，信函申请16条，占44%。",
         count("36", RECEIVED, "条"), count("20", RECEIVED, "条", dims="request-channel=in-person", whole="36"),
         other("56", "%", "当面申请"), count("16", RECEIVED, "条", dims="request-channel=letter", whole="36"),
         other("44", "%", "信函申请"), title=EARLY_CITY),
]  # fmt: skip

CARRIED = [
    case("received-is-new", f"{ASKED}|全市新收政府信息公开申请214件，上年结转13件，办结219件，结转下年8件。",
         count("214", RECEIVED), count("13", CARRIED_OVER), count("219", PROCESSED), count("8", CARRIED_FORWARD)),
    case("received-is-new-by-both-words", f"{ASKED}|新受理申请61件，上年度结转申请4件，共办结65件。",
         count("61", RECEIVED), count("4", CARRIED_OVER), count("65", PROCESSED)),
    case("received-is-both", f"{ASKED}|全年受理申请227件，其中新收214件、上年结转13件。",
         Figure("227", "227", "件", "other", "申请"), count("214", RECEIVED, whole="227"),
         count("13", CARRIED_OVER, whole="227")),
    case("received-is-both-in-a-district", f"{ASKED}|我区受理政府信息公开申请58件，其中新收申请51件，上年结转7件。",
         Figure("58", "58", "件", "other", "申请"), count("51", RECEIVED, whole="58"),
         count("7", CARRIED_OVER, whole="58"), title=DISTRICT),
    case("processed-with-carried-in", f"{ASKED}|全年办结申请436件（含上年结转27件）。",
         count("436", PROCESSED), count("27", CARRIED_OVER, whole="436")),
    case("processed-with-carried-in-by-year", f"{ASKED}|办结申请82件，其中含2021年结转的6件。",
         count("82", PROCESSED), count("6", CARRIED_OVER, whole="82"), title=LATER_CITY),
    case("another-carried-forward", f"{ASKED}|办结申请436件，另有18件顺延到下年度。",
         count("436", PROCESSED), count("18", CARRIED_FORWARD, whole="")),
    case("another-carried-forward-by-year", f"{ASKED}|答复申请71件，尚有5件转至2023年办理。",
         count("71", PROCESSED), count("5", CARRIED_FORWARD, whole=""), title=LATER_CITY),
    case("carried-forward-has-its-own-label", f"{ASKED}|办结申请436件（含上年结转27件），另有18件顺延到下年度。",
         count("436", PROCESSED), count("27", CARRIED_OVER), Figure("18", "18", "件", CARRIED_FORWARD, "下年度")),
    case("carried-into-the-next-year", f"{ASKED}|办结申请169件，转入下一年度继续办理的14件。",
         count("169", PROCESSED), count("14", CARRIED_FORWARD)),
    case("there-is-none", f"{DISPUTED}|全年不存在行政复议情况。", nothing("不存在", RECONSIDERED)),
    case("what-does-not-exist-is-no-none", f"{ASKED}|对信息不存在的复议申请加强指导。"),
    case("a-request-for-reconsideration-is-no-request",
         f"{DISPUTED}|全年未发生因政府信息公开申请行政复议的情况。", nothing("未", RECONSIDERED)),
    case("times-of-the-clock", "服务|办公时间为9:00至17:00，共接待群众120人。", other("120", "人", "群众")),
    case("what-searching-and-copying-cost",
         "总体情况|全年收取检索、复制、邮寄等费用1755元。", count("1755", FEES, "元")),
    case("what-stands-in-the-bracket-of-a-figure-is-its-part",
         f"{ASKED}|办结申请266件，不能公开的47件（涉及国家秘密6件、个人隐私9件、信息不存在32件）。",
         count("266", PROCESSED), count("47", OUTCOME, whole="266"), count("6", OUTCOME, whole="47"),
         count("9", OUTCOME, whole="47"), count("32", OUTCOME, dims="outcome=does-not-exist", whole="47")),
    case("decisions-in-words", f"{PUBLISHED}|行政许可112件，行政处罚9件，行政强制0件。",
         count("112", "decisions", dims="act=licence"), count("9", "decisions", dims="act=penalty"),
         count("0", "decisions", dims="act=coercion")),
    case("items-on-licences-are-no-decisions", f"{PUBLISHED}|公开文件20条，行政许可214条。",
         count("20", ITEMS, "条"), other("214", "条", "行政许可")),
    case("divided-by-channel", f"{PUBLISHED}|全市主动公开政府信息9220条。分渠道看：政务微信6902条、政务微博2318条。",
         count("9220", DISCLOSED, "条"), count("6902", ITEMS, "条"), count("2318", ITEMS, "条")),
    case("ten-thousand-plus", "“广元发布”微信单篇最高阅读量10万+。",
         count("10", VIEWS, "", "100000", qualifier="over")),
    case("users-of-an-account", "“广元发布”微信公众号用户46.9万。", count("46.9", FOLLOWERS, "", "469000")),
    case("numbered-behind-a-heading", "问题和打算1.推送少，转载占65%；2.答复慢。", other("65", "%", "转载")),
    case("what-they-are-not", "5家不合格单位被约谈。", other("5", "家", "不合格单位")),
    case("outcomes-in-a-section-of-another-name",
         "总体情况|各部门办理结果如下：予以公开208件（47.7%），部分公开103件，无法提供125件。",
         count("208", OUTCOME, dims="outcome=granted"), other("47.7", "%", "予以公开"),
         count("103", OUTCOME, dims="outcome=partially-granted"), count("125", OUTCOME, dims="outcome=not-provided")),
    case("requests-by-channel-some-sentences-later",
         "总体情况|全年收到政府信息公开申请340件。办理及时。网络申请222件，信函申请118件。",
         count("340", RECEIVED), count("222", RECEIVED, dims="request-channel=network"),
         count("118", RECEIVED, dims="request-channel=letter")),
    case("applications-that-ask-for-no-information", "政务服务|全年网上申请办理证照2180件。",
         other("2180", "件", "证照")),
    case("further-requests-where-requests-were-spoken-of",
         "总体情况|全年收到政府信息公开申请340件。市政府本级新收申请49件。",
         count("340", RECEIVED), count("49", RECEIVED, scope="own")),
]  # fmt: skip

SCOPES = [
    case("on-behalf-of-the-government", f"{ASKED}|市政府办公室代表市政府受理申请37件。", count("37", RECEIVED,
         scope="own")),
    case("on-behalf-in-a-county", f"{ASKED}|代表县政府受理政府信息公开申请8件。", count("8", RECEIVED, scope="own"),
         title=COUNTY),
    case("the-government-itself", f"{ASKED}|市政府本级收到申请37件，全市收到申请289件。",
         count("37", RECEIVED, scope="own"), count("289", RECEIVED, scope="jurisdiction")),
    case("the-government-itself-behind", f"{ASKED}|全市收到申请289件，其中市政府本级收到37件。",
         count("289", RECEIVED, scope="jurisdiction"), count("37", RECEIVED, scope="own", whole="289")),
    case("this-organ", f"{PUBLISHED}|本机关主动公开政府信息2051条。", count("2051", DISCLOSED, "条", scope="own"),
         title=BUREAU),
    case("this-organ-of-a-government", f"{PUBLISHED}|全市主动公开政府信息90144条，本机关主动公开政府信息611条。",
         count("90144", DISCLOSED, "条", scope="jurisdiction"), count("611", DISCLOSED, "条", scope="own")),
    case("all-the-city", f"{PUBLISHED}|全市共主动公开政府信息90144条。", count("90144", DISCLOSED, "条",
         scope="jurisdiction")),
    case("all-the-county", f"{DISPUTED}|全县行政复议3件。", count("3", RECONSIDERED, scope="jurisdiction"),
         title=COUNTY),
    case("organs-of-all-levels", f"{ASKED}|各级行政机关受理申请540件。", count("540", RECEIVED, scope="jurisdiction")),
    case("organs-of-all-levels-disclose", f"{PUBLISHED}|全省各级行政机关主动公开政府信息312.8万条。",
         count("312.8", DISCLOSED, "条", "3128000", scope="jurisdiction"),
         title="贵州省2014年政府信息公开工作年度报告"),
    case("a-bureau-speaks-of-itself", f"{ASKED}|收到政府信息公开申请6件。", count("6", RECEIVED, scope="own"),
         title=BUREAU),
    case("a-government-speaks-of-its-place", f"{ASKED}|收到政府信息公开申请6件。",
         count("6", RECEIVED, scope="jurisdiction"), title=COUNTY),
]  # fmt: skip

CHANGES = [
    case("cumulative-first", f"{PUBLISHED}|累计公开政府信息4180条（2016年新增536条）。",
         count("4180", DISCLOSED, "条"), count("536", DISCLOSED, "条", whole="4180")),
    case("cumulative-things-first", "累计建成农家书屋280家（2013年新建34家）。",
         other("280", "家", "农家书屋"), other("34", "家", "新建", whole="280"), title=COUNTY),
    case("newly-public-is-not-newly-issued", "累计公开规范性文件1360件，其中2016年新增公开72件。",
         Figure("1360", "1360", "件", ITEMS, "规范性文件"), Figure("72", "72", "件", ITEMS, "公开", whole="1360"),
         fails="新增公开 of documents is read as documents issued"),
    case("from-you-to-zhi", "企业登记由12个工作日缩短至3个工作日。",
         other("12", "工作日", "登记", dims="change=from"), other("3", "工作日", "登记", dims="change=to")),
    case("from-cong-to-dao", "审批环节从原来的27个减少到9个。",
         other("27", "个", "审批环节", dims="change=from"), other("9", "个", "审批环节", dims="change=to")),
    case("from-you-to-wei", "申请材料由18份精简为7份。",
         other("18", "份", "申请材料", dims="change=from"), other("7", "份", "申请材料", dims="change=to")),
    case("grows-against-last-year", "“广元发布”微博阅读量达640万次，同比增长38.2%。",
         count("640", VIEWS, "次", "6400000"), Figure("38.2", "38.2", "%", "other", "增长", whole="")),
    case("more-than-last-year", "全年接待来访3104人次，比上年增加219人次。",
         other("3104", "人次", "来访"), other("219", "人次", "增加", whole="")),
    case("falls-against-last-year", "投诉举报量较去年回落9.6%。", other("9.6", "%", "回落")),
    case("fewer-than-last-year", f"{ASKED}|收到政府信息公开申请66件，较上年减少11件。",
         count("66", RECEIVED), other("11", "件", "减少")),
    case("a-verb-doubled", "网上办件量8017件，同比增长增长52.4%。", other("8017", "件", "办件"), other("52.4", "%",
         "增长")),
    case("another-verb-doubled", "信访总量较去年下降下降7.5%。", other("7.5", "%", "下降")),
    case("percentage-points", "群众满意度达96.3%，较上年提高1.8个百分点。",
         other("96.3", "%", "满意度"), other("1.8", "个百分点", "提高")),
    case("falls-to", "PM2.5年均浓度下降6.2%，降至35微克/立方米。",
         other("6.2", "%", "浓度"), other("35", "微克/立方米", "浓度"), fails="降至 alone is the label"),
]  # fmt: skip

STATEMENTS = [
    case("filed-is-not-decided", "全年办理行政许可备案事项412件。", other("412", "件", "备案")),
    case("filed-documents-are-not-issued", "报送规范性文件备案23件。", other("23", "件", "备案")),
    case("decided", "作出行政许可决定8120件、行政处罚决定645件。",
         count("8120", "decisions", dims="act=licence"), count("645", "decisions", dims="act=penalty"),
         title=LATER_CITY),
    case("decided-in-wan", "全市作出行政处罚决定1.27万件。", count("1.27", "decisions", "件", "12700",
         dims="act=penalty"),
         title=LATER_CITY),
    case("blocks-summed-in-prose", f"{DISPUTED}|行政复议、行政诉讼共14件。", other("14", "件", "行政")),
    case("requests-and-disputes-summed", f"{DISPUTED}|因政府信息公开引发的复议和诉讼合计9起。", other("9", "起",
         "复议")),
    case("parts-that-exceed-the-total", f"{ASKED}|全市答复申请50件，其中同意公开31件，部分公开8件，信息不存在16件。",
         count("50", PROCESSED), count("31", OUTCOME, dims="outcome=granted", whole="50"),
         count("8", OUTCOME, dims="outcome=partially-granted", whole="50"),
         count("16", OUTCOME, dims="outcome=does-not-exist", whole="50")),
    case("one-cell-repeated-as-the-whole", f"{ASKED}|收到申请40件，全部为网络申请40件。",
         count("40", RECEIVED), count("40", RECEIVED, dims="request-channel=network", whole="40")),
    case("requests-by-subject-are-no-total", f"{ASKED}|申请人主要关注征地拆迁（41件）、房屋征收（22件）等方面。",
         other("41", "件", "征地拆迁"), other("22", "件", "房屋征收")),
    case("requests-by-named-subject", f"{ASKED}|从申请内容看，涉及土地类20件，涉及社保类9件。",
         other("20", "件", "土地类"), other("9", "件", "社保类")),
    case("the-total-behind-a-comma", f"{PUBLISHED}|主动公开政府信息，全年共7215条。",
         count("7215", DISCLOSED, "条")),
    case("the-total-that-is-reached", f"{PUBLISHED}|全市公开政府信息达到26.4万条。",
         count("26.4", DISCLOSED, "条", "264000")),
]  # fmt: skip

REFERENCES = [
    case("that-bureau", "市水利局公布汛情信息61条，在该局网站公布水质信息24条。",
         count("61", ITEMS, "条", agency="广元市水利局"),
         count("24", ITEMS, "条", agency="广元市水利局", channel="广元市水利局网站")),
    case("that-commission", "市发改委受理价格投诉58件，该委在门户网站公布收费目录3期。",
         other("58", "件", "价格投诉", agency="广元市发展和改革委员会"),
         Figure("3", "3", "期", ITEMS, "收费目录", agency="广元市发展和改革委员会")),
    case("our-city-and-a-short-name", "我市林业局公布造林信息39条。", count("39", ITEMS, "条", agency="广元市林业局")),
    case("our-county", "我县教育局公布招生信息17条。", count("17", ITEMS, "条", agency="正定县教育局"), title=COUNTY),
    case("our-bureau", f"{PUBLISHED}|我局主动公开政府信息883条。", count("883", DISCLOSED, "条", agency="柳州市水利局"),
         title=BUREAU),
    case("this-department", f"{ASKED}|本部门收到政府信息公开申请2件。",
         count("2", RECEIVED, agency="柳州市水利局", scope="own"), title=BUREAU),
    case("this-town", f"{PUBLISHED}|我镇主动公开政府信息94条。",
         count("94", DISCLOSED, "条", agency="正定县曲阳桥镇人民政府", scope="own"), title=TOWN),
    case("the-site-named-before", "市农业局网站发布信息260条。上述网站访问量达4.1万次。",
         count("260", ITEMS, "条", channel="广元市农业局网站"), count("4.1", VIEWS, "次", "41000",
         channel="广元市农业局网站")),
    case("the-former", "市教育局、市文化局分别举办培训4期、2期，前者培训教师310人。",
         other("4", "期", "培训", agency="广元市教育局"), other("2", "期", "培训", agency="广元市文化局"),
         other("310", "人", "教师", agency="广元市教育局"), fails="前者 and 分别 do not choose among the bodies named"),
    case("both-micro-accounts", "“两微”共发布信息1920条。", count("1920", ITEMS, "条", channel_type="new-media")),
    case("the-portal", "市政府门户网站发布信息7016条。",
         count("7016", ITEMS, "条", channel="广元市人民政府网站", channel_type="website")),
    case("the-portal-alone", "门户网站访问量突破210万次。", count("210", VIEWS, "次", "2100000",
         channel_type="website")),
    case("the-portal-of-a-district", "区政府门户网站发布信息3340条。",
         count("3340", ITEMS, "条", channel="西安市雁塔区人民政府网站"), title=DISTRICT),
]  # fmt: skip

BODIES = [
    case("human-resources", "市人社局公布招聘信息133条。", count("133", ITEMS, "条",
         agency="广元市人力资源和社会保障局")),
    case("family-planning-and-health", "市卫计委公布疫情信息28条。", count("28", ITEMS, "条",
         agency="广元市卫生和计划生育委员会")),
    case("food-and-drugs", "市食药监局公布抽检结果96批次。", other("96", "批次", "抽检",
         agency="广元市食品药品监督管理局")),
    case("health-before-2013", "市卫生局公布疫情信息41条。", count("41", ITEMS, "条", agency="景德镇市卫生局"),
         title=EARLY_CITY),
    case("industry-and-commerce", "市工商局公布抽查信息57条。", count("57", ITEMS, "条",
         agency="景德镇市工商行政管理局"),
         title=EARLY_CITY),
    case("health-after-2018", "市卫健委公布疫情信息65条。", count("65", ITEMS, "条", agency="郴州市卫生健康委员会"),
         title=LATER_CITY),
    case("market-after-2018", "市市场监管局公布抽检信息208条。", count("208", ITEMS, "条",
         agency="郴州市市场监督管理局"),
         title=LATER_CITY),
    case("culture-and-tourism", "区文旅局举办惠民演出36场。", other("36", "场", "惠民演出",
         agency="西安市雁塔区文化和旅游局"),
         title=DISTRICT),
    case("data-bureau-after-2023", "市数据局开放数据集74个。", other("74", "个", "数据集", agency="佳木斯市数据局"),
         title=NEW_CITY),
    case("a-list-of-bodies", "市公安局、市交通运输局联合检查客车320辆。",
         other("320", "辆", "客车", agency="广元市公安局|广元市交通运输局")),
    case("area-of-its-own-body", "市卫健委公布疫情信息65条，市文旅局举办活动18场。",
         count("65", ITEMS, "条", area="health"),
         other("18", "场", "活动", agency="郴州市文化和旅游局", area="culture-sports-tourism"), title=LATER_CITY),
    case("areas-of-two-bodies", "市环保局公布环境质量信息44条，市旅游局公布信息12条。",
         count("44", ITEMS, "条", area="environment"),
         count("12", ITEMS, "条", agency="广元市旅游局", area="culture-sports-tourism")),
]  # fmt: skip

OUTLETS = [
    case("weibo-by-its-quoted-name", "“广元检察”微博发布信息264条。",
         count("264", ITEMS, "条", channel="广元检察", channel_type="weibo")),
    case("wechat-by-its-quoted-name", "微信公众号“雁塔教育”推送信息98条。",
         count("98", ITEMS, "条", channel="雁塔教育", channel_type="wechat"), title=DISTRICT),
    case("site-by-its-operator", "市住建局网站公布房源信息75条。",
         count("75", ITEMS, "条", channel="广元市住房和城乡建设局网站", channel_type="website")),
    case("site-by-its-operator-in-a-county", "县财政局网站公布预算信息19条。",
         count("19", ITEMS, "条", channel="正定县财政局网站", channel_type="website"), title=COUNTY),
    case("column", "在“项目公示”专栏公布信息83条。",
         count("83", ITEMS, "条", channel="项目公示", channel_type="website")),
    case("column-opened-on-a-site", "在门户网站开设“放管服改革”专栏，公布信息46条。",
         count("46", ITEMS, "条", channel_type="website")),
    case("app", "“智慧郴州”APP注册用户达31万人。",
         other("31", "人", "注册用户", "310000", channel="智慧郴州", channel_type="mobile-app"), title=LATER_CITY),
    case("mini-program", "“郴心办”小程序访问量15.5万次。",
         count("15.5", VIEWS, "次", "155000", channel="郴心办", channel_type="mini-program"), title=LATER_CITY),
    case("short-video", "“文旅郴州”抖音号发布视频117条。",
         count("117", ITEMS, "条", channel="文旅郴州", channel_type="short-video"), title=LATER_CITY),
    case("newspaper", "在《广元日报》刊发政策解读21篇。",
         count("21", ITEMS, "篇", channel="广元日报", channel_type="newspaper")),
    case("a-channel-each", f"{PUBLISHED}|全市主动公开政府信息3.2万条，其中网站2.1万条、微博0.6万条、公报0.5万条。",
         count("3.2", DISCLOSED, "条", "32000", channel=""), count("2.1", ITEMS, "条", "21000", channel_type="website"),
         count("0.6", ITEMS, "条", "6000", channel_type="weibo"),
         count("0.5", ITEMS, "条", "5000", channel_type="gazette")),
    case("a-deed-with-its-own-object-leaves-the-channel", "发放宣传册900份，接待来访群众150人次。",
         other("900", "份", "宣传册"), other("150", "人次", "群众", channel="")),
    case("a-conference-is-no-channel-of-a-training", "举办新闻发布会6场，组织业务培训9期。",
         count("6", "press-conferences", "场"), other("9", "期", "业务培训", channel="")),
]  # fmt: skip

CASES = {
    "hedged": HEDGED, "scaled": SCALED, "spelled": SPELLED, "units": UNITS, "zeros": ZEROS, "labels": LABELS,
    "among": AMONG, "carried": CARRIED, "scopes": SCOPES, "changes": CHANGES, "statements": STATEMENTS,
    "references": REFERENCES, "bodies": BODIES, "outlets": OUTLETS,
}  # fmt: skip


def seen_as(wanted: Figure, row: Row, texts: dict[str, str]) -> Figure:
    """The row in the terms of what is wanted of it, so that the two can be compared and a difference be read."""
    said = {
        "label": wanted.label if wanted.label and wanted.label in row.label else row.label,
        "dims": row.dimensions,
        "qualifier": row.qualifier,
        "whole": texts.get(row.part_of, ""),
        "scope": row.scope,
        "agency": row.agency,
        "channel": row.channel,
        "channel_type": row.channel_type,
        "area": row.policy_area,
    }
    asked = {name: value for name, value in said.items() if getattr(wanted, name) is not None}
    same = Decimal(row.value) == Decimal(wanted.value)
    return Figure(row.text, wanted.value if same else row.value, row.unit, row.metric, **asked)


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(
            one,
            id=f"{group}: {one.name}",
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=one.fails)] if one.fails else [],
        )
        for group, cases in CASES.items()
        for one in cases
    ],
)
def test_a_sentence_states_what_it_says_and_no_more(one: Case, facts: Callable[..., list[Row]]) -> None:
    rows = facts(one.body, one.title)
    texts = {row.start: row.text for row in rows}
    assert [row.text for row in rows] == [wanted.text for wanted in one.figures]
    assert [seen_as(wanted, row, texts) for wanted, row in zip(one.figures, rows, strict=True)] == list(one.figures)


@pytest.mark.parametrize("group", CASES)
def test_names_of_cases_tell_them_apart(group: str) -> None:
    names = [one.name for one in CASES[group]]
    assert len(names) == len(set(names)) >= 2
