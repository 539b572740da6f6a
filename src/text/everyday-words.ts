/**
 * Groups of synonyms in everyday speech and policy prose, of no folder in particular: in each line the articles' word,
 * then what people type instead, separated by |. Short words that often occur across the boundary of two others
 * (线[上学]习) are left out. A folder's own vocabulary takes precedence.
 */
const GROUPS = `
老年人|老人|老人家|长者|银发族|老年群体|elderly|elderly people|seniors|senior citizens|old people
养老服务|养老照护|安老服务|长者服务|老人照顾|elderly care|aged care|eldercare
养老机构|养老院|敬老院|老人院|安老院|护老院|nursing home|nursing homes|care home|care homes
居家养老|在家养老|家里养老|aging in place|home-based care
养老金|退休金|退休工资|养老钱|pension|pensions
养老保险|养老险|pension insurance
长期护理|长期照护|长期照顾|long-term care|LTC
长期护理保险|长护险|长照险|long-term care insurance
养老护理员|照护员|照服员|护老员|caregiver|caregivers
失能老年人|失能老人|失能长者|不能自理的老人|生活不能自理的老人|disabled elderly
独居老年人|独居老人|独居长者|一个人住的老人
认知障碍|认知症|失智症|失智|老年痴呆|老年痴呆症|痴呆症|dementia
老龄化|人口老龄化|人口老化|高龄化|population aging|ageing|aging
高龄津贴|高龄补贴|老龄津贴|老人津贴|生果金|old-age allowance
适老化改造|适老化|适老改造|age-friendly
老年食堂|长者食堂|长者饭堂|老人食堂|老年助餐点
退休|退下来|荣退|retire|retired|retirement
儿童|小孩|小孩子|孩子|娃儿|娃娃|小朋友|细娃|child|children|kid|kids
婴幼儿|宝宝|小宝宝|奶娃|奶娃儿|baby|babies|infant|infants|toddlers
托育服务|托育|托婴|托儿服务|childcare|daycare|day care
托育机构|托儿所|托婴中心|托育园|nursery|nurseries
生育|生孩子|生娃|生小孩|生娃儿|childbirth|have a baby
育儿补贴|育儿津贴|生娃补贴|养娃补贴|baby bonus|child allowance
三孩政策|三胎政策|三孩生育政策|三胎|three-child policy
产假|生育假|分娩假|maternity leave
孕妇|准妈妈|怀孕妇女|孕妈|pregnant woman|pregnant women
结婚登记|领结婚证|扯结婚证|扯证|marriage registration
父母|爸妈|爹妈|爸爸妈妈|双亲|parents
配偶|另一半|老公老婆|spouse
青年|年轻人|年青人|小年轻|后生仔|年轻一代|young people|youth|youths
妇女|女性|女同志|woman|women
残疾人|残障人士|残疾人士|残障者|身心障碍者|disabled people|people with disabilities
退役军人|退伍军人|退伍兵|老兵|荣民|veteran|veterans
志愿者|义工|志工|volunteer|volunteers
社会工作者|社工人员|social worker|social workers
学校|school|schools
学生|学子|student|students
就读|读书|念书|attend school|schooling
子女入学|子女就学|孩子上学|孩子读书|孩子入学|娃儿读书|娃儿上学|小孩读书|小孩上学
就近入学|划片入学|就近上学|划片招生|school zoning
随迁子女|农民工子女|外来务工子女|流动儿童|migrant children
留守儿童|留守娃|left-behind children
幼儿园|幼稚园|kindergarten|kindergartens|preschool|preschools
学前教育|幼儿教育|幼教|preschool education|early childhood education
义务教育|九年义务教育|九年制义务教育|compulsory education
小学|primary school|primary schools|elementary school|elementary schools
普通高中|高级中学|high school|high schools|senior high
职业教育|职业技术教育|技职教育|vocational education|TVET
职业院校|职业学校|职校|vocational school|vocational schools
普通高考|高等学校招生考试|大学入学考试|gaokao|college entrance exam
课后服务|课后托管|课后延时服务|放学后托管|after-school care
校外培训|课外补习|补习班|补习|课外班|辅导班|tutoring|cram school|cram schools
家庭作业|课后作业|回家作业|homework
学费|书学费|tuition|tuition fee|tuition fees|school fees
奖学金|scholarship|scholarships
助学金|贫困生补助|bursary|bursaries
助学贷款|学贷|学生贷款|就学贷款|student loan|student loans
毕业生|毕业学生|graduate|graduates
高校毕业生|大学毕业生|college graduate|college graduates|university graduates
应届毕业生|应届生|刚毕业的学生|社会新鲜人|fresh graduate|fresh graduates
留学归国人员|留学回国人员|海归|海归人才|归国留学生|returnee|returnees
竞赛|比赛|大赛|赛事|contest|contests
就业|找工作|谋职|找事做|搵工|employment|find a job|job hunting|find work
失业|没工作|下岗|丢工作|丢了工作|丢饭碗|unemployment|unemployed|jobless
失业保险金|失业金|失业救济金|失业救济|unemployment benefit|unemployment benefits
岗位|职位|职缺|工作岗位|job position|job|jobs|vacancy|vacancies
招聘|招募|招工|征才|hiring|recruitment
职工|员工|雇员|打工人|上班族|employee|employees|staff|worker|workers
农民工|进城务工人员|外来务工人员|打工仔|打工者|migrant worker|migrant workers
灵活就业人员|灵活就业者|自由职业者|打零工的|零工|freelancer|freelancers|gig worker|gig workers
网约配送员|外卖员|外卖骑手|外卖小哥|送餐员|外送员|delivery rider|delivery riders
劳动合同|劳动契约|用工合同|雇佣合同|labor contract|labour contract|employment contract
最低工资标准|最低工资|最低薪资|minimum wage
带薪年休假|带薪年假|带薪休假|带薪假|有薪假|年休假|paid leave|annual leave
加班|超时上班|overtime
工伤|职业伤害|职灾|工作受伤|因工受伤|work injury|work injuries
职业技能培训|技能培训|职业培训|职业训练|vocational training|skills training
职称评审|职称评定|评职称|title review
职称|专业职称|技术职称|professional title|professional titles
创业|开公司|办公司|创办企业|自己当老板|自己做老板|entrepreneurship|start a business
初创企业|创业公司|新创公司|新创企业|startup|startups|start-up|start-ups
个体工商户|个体户|小店主|小店老板|self-employed
公务员|公家人|吃公家饭的|civil servant|civil servants
程序员|码农|程式设计师|programmer|programmers
外籍人才|外国人才|国外人才|海外人才|foreign talent|overseas talent
外籍人员|外国人|外籍人士|老外|foreigner|foreigners|foreign nationals
补贴|补助|津贴|补助金|补贴款|subsidy|subsidies|allowance|allowances
人才补贴|人才津贴|人才补助|talent subsidy|talent subsidies
安家费|安家补贴|安家补助|安家钱|settling-in allowance|relocation allowance
资金|经费|款项|钱款|funding|funds|money
财政资金|财政经费|财政拨款|公帑|公家的钱|public funds
费用|开销|开支|花费|cost|costs|expense|expenses
免费|不要钱|不收钱|不花钱|免钱|free of charge|for free
价格|价钱|price|prices
收入|进账|income|incomes|earnings
贷款|借款|借钱|loan|loans
融资|筹钱|募资|financing|fundraising
投资|投钱|investment|investments|invest
招商引资|拉投资|引进投资|吸引投资|attract investment|investment promotion
税收|税款|税钱|tax|taxes
税收优惠|税务优惠|租税优惠|tax incentive|tax incentives|tax break|tax breaks
减税降费|税费减免|减免税费|tax and fee cuts
社会保险|社保|五险|social insurance
医疗保险|医保|健保|医疗险|medical insurance|health insurance
住房公积金|公积金|housing provident fund|provident fund
工伤保险|工伤险|劳灾保险|work injury insurance
困难群众|穷人|困难户|困难人群|生活困难的人|poor people|people in need
最低生活保障|低保金|最低生活保障金|dibao|subsistence allowance
社会救助|社会救济|救济|social assistance|social relief
物价上涨|通货膨胀|通胀|通膨|inflation
消费|花钱|consumption|spending
以旧换新|旧换新|旧的换新的|trade-in
住房|房子|房屋|住宅|住屋|housing|house|houses
租赁住房|租屋|租房子|rental housing|renting|rent
购房|买房|买房子|购屋|买屋|home purchase|home buying|buy a house
保障性住房|保障房|社会住宅|affordable housing|social housing
公共租赁住房|公租房|公屋|廉租房|廉租屋|public rental housing
保障性租赁住房|保租房|affordable rental housing
共有产权住房|共有产权房|shared ownership housing
人才公寓|人才房|人才住房|talent apartment|talent apartments|talent housing
住房贷款|房贷|按揭|按揭贷款|房屋贷款|mortgage|mortgages
首付|首付款|首期款|头期款|down payment
房价|楼价|房子价格|房子价钱|housing price|housing prices|house prices
房地产市场|楼市|房市|housing market
房地产|real estate
老旧小区改造|老小区改造|旧小区改造|小区翻新|旧楼改造
城市更新|都市更新|旧城改造|市区重建|urban renewal
棚户区改造|棚改|棚户改造
房屋征收|拆迁|拆房子
物业管理|物业|property management
加装电梯|装电梯|老楼加梯|加电梯
电梯|升降机|elevator|elevators|lift|lifts
医院|病院|hospital|hospitals
就医|看病|看医生|就诊|看诊|see a doctor
预约挂号|挂号|约号
住院|hospitalization|inpatient
患者|病人|病号|patient|patients
疾病|病症|disease|diseases|illness|illnesses
慢性病|慢病|慢性疾病|chronic disease|chronic diseases
药品|药物|medicine|medicines|drugs|medication
疫苗|预防针|vaccine|vaccines
家庭医生|家庭医师|family doctor|family doctors
心理健康|精神健康|心理卫生|mental health
新冠肺炎|新冠|新冠病毒肺炎|COVID|COVID-19
政府|公家|衙门|government
政策|政策规定|policy|policies
干部|官员|当官的|cadre|cadres
群众|老百姓|百姓|民众|人民群众|ordinary people|the public
居民|街坊|resident|residents
我市|我们市|咱们市|our city
中国|我国|咱们国家|China
国务院|State Council
教育部|Ministry of Education|MOE
发展和改革委员会|发展改革委|发改委|NDRC
人力资源和社会保障局|人力社保局|人社局|劳动局|劳动和社会保障局
教育委员会|教委|教育局|education commission|education bureau
卫生健康委员会|卫生健康委|卫健委|卫计委|卫生局|health commission
住房和城乡建设委员会|住房城乡建委|住建委|住建局
经济和信息化委员会|经济信息委|经信委|工信局
科学技术局|科技局|科委
民政局|民政部门|civil affairs bureau
市场监督管理局|市场监管局|市监局|工商局
公安机关|公安局|警察局|公安部门|police
街道办事处|街道办|街办|subdistrict office
居民委员会|居委会|居委|neighborhood committee
村民委员会|村委会|村委|village committee
政务服务中心|行政服务中心|政务大厅|办事大厅|政务服务大厅
一站式服务|一站式|一条龙服务|一条龙|one-stop
网上办理|线上办理|在线办理|网上办|线上申办|上网办|apply online
申请|申办|申领|递申请|apply|applying
申请条件|申领条件|资格条件|门槛|eligibility|requirements
申请材料|申请资料|申请文件|所需材料|要交的材料|required documents
手续|流程|程序|步骤|procedure|procedures|formalities
审批|批准|核准|approval|approve
截止日期|截止时间|最后期限|死线|deadline|deadlines
正式实施|生效|开始执行|开始施行|take effect
规定|规矩|regulation|regulations|rules
咨询|询问|问询|enquiry|inquiry|consult
投诉|告状|客诉|complaint|complaints
联系方式|联络方式|contact information|contact info
官方网站|官网|official website
营业执照|工商执照|商业登记证|business license|business licence
居民身份证|身份证|身分证|ID card|identity card
户籍|户口|hukou|household registration
落户|上户口|迁户口|转户口
居住证|暂住证|residence permit
常住人口|常住居民|permanent residents|resident population
农村|乡村|乡下|农村地区|countryside|rural areas
农民|庄稼人|种田的|种地的|farmer|farmers
农业|农耕|agriculture|farming
乡村振兴|农村振兴|rural revitalization
脱贫攻坚|扶贫|脱贫|poverty alleviation
基础设施|基建|基础建设|infrastructure
公共交通|公共运输|大众运输|public transport|public transit
公共汽车|公交车|公交|巴士|bus|buses
轨道交通|地铁|轻轨|捷运|metro|subway
出租汽车|出租车|计程车|taxi|taxis
高速铁路|高铁|high-speed rail|HSR
停车位|车位|停车格|泊车位|parking space|parking spaces
充电桩|充电站|充电设施|charging station|charging stations|charging pile|EV charger
自动驾驶|无人驾驶|autonomous driving|self-driving
动力电池|车用电池|电动车电池|EV battery|EV batteries
成渝地区双城经济圈|成渝双城经济圈|成渝经济圈|双城经济圈
国内生产总值|生产总值|地区生产总值|GDP
数字经济|数位经济|digital economy
电子商务|电商|e-commerce
产业园区|产业园|工业园区|工业园|industrial park|industrial parks
工厂|厂子|厂家|factory|factories
服务业|第三产业|服务行业|service industry|service sector
供应链|供应链条|supply chain|supply chains
外资企业|外商投资企业|外国公司|foreign company|foreign companies
对外贸易|外贸|foreign trade
知识产权|智慧财产权|智财权|intellectual property|IPR
专利|专利权|patent|patents
质量|quality
信息|资讯|讯息|information
互联网|网际网路|因特网|internet
网络|网路|network|networks
云计算|云端运算|云运算|cloud computing
物联网|IoT|internet of things
机器人|机械人|robot|robots
无人机|空拍机|drone|drones|UAV
计算机|电脑|computer|computers
移动电话|手机|行动电话|mobile phone|cell phone|smartphone
快递|宅配|速递|courier|express delivery
环境保护|环保|environmental protection
可持续发展|永续发展|sustainable development
垃圾分类|废物分类|分垃圾|waste sorting|garbage sorting
目前|当前|眼下|如今|现今|now|currently|at present
近年来|近几年|这几年|最近几年|recent years
今年|本年度|this year
去年|头年|last year
每年|每一年|every year|per year|annually
支持|扶持|帮扶|support|supports
推动|推进|促进|助推|promote|promotes
提升|提高|improve|improves
设立|成立|建立|创立|establish|established|set up
缺乏|缺少|欠缺|lack|lacks
问题|难题|痛点|problem|problems
困难|难处|difficulty|difficulties
成效|效果|收效|effect|effects
优势|长处|advantage|advantages
目标|goal|goals|target|targets
合作|协作|联手|cooperation|collaboration
帮助|帮忙|协助|help|assist
培训|受训|training
平方米|平米|平方公尺|square metre|square metres|square meter|square meters|sqm
平方公里|square kilometre|square kilometres|square kilometer|square kilometers|sq km
`

/** Lists the groups of everyday synonyms, the articles' word first. */
export function listEverydayWords(): string[][] {
  return GROUPS.trim()
    .split('\n')
    .map((line) => line.split('|'))
}
