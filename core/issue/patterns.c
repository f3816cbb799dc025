/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The expressions, compiled by ICU and run over UTF-8 directly.  In: a line.  Out: whether and where it
 * matches. Kept in one table so that a new habit of some paper is one new line here. */
#include "issue/patterns.h"

#include "base/error.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#define NUM "[0-9０-９〇零一二三四五六七八九十]"
#define PAGE                                                                                                 \
    "((?:第\\s*)?[A-Da-dＡ-Ｄ]?\\s*" NUM "{1,3}\\s*(?:[、,，至~和－-]\\s*" NUM "{1,3}\\s*)?版|第\\s*" NUM    \
    "{1,3}\\s*页|[下上次前后]一?[页版]|头版)"
#define OPEN "[（(【\\[〔［]"
#define CLOSE "[）)】\\]〕］]"
#define MARKS "[\\s▲△▼▽■□●◆◇★☆►▶▷→⇒>》—－\\-…*※◀◁←<《]*"
#define TO "(?:(?:文章|本文|全文|余文)?(?:下接|下转|续转|转接|转至|移至|下续|紧转|转))"
#define FROM "(?:(?:文章|本文)?(?:上接|上转|承接|接上|续接|上承|紧接|续))"
#define TAIL "(?:[上下左右中]{1,2}|版首|头条)?"
#define YEAR "(?:[0-9０-９]{4}|[〇○零一二三四五六七八九]{4})"
#define ONETWO "(?:[0-9０-９]{1,2}|[〇一二三四五六七八九十廿]{1,3})"
#define DATE                                                                                                 \
    "(?:" YEAR "\\s*年\\s*" ONETWO "\\s*月\\s*" ONETWO                                                       \
    "\\s*日|[12][0-9]{3}[.\\-/·][0-9]{1,2}[.\\-/·][0-9]{1,2}|" YEAR "\\s*年\\s*" ONETWO                      \
    "\\s*月(?![份底初0-9〇一二三四五六七八九十])|(?<![0-9.\\-/])(?:19|20)[0-9]{2}[.\\-/"      \
    "·](?:0?[1-9]|1[0-2])(?![0-9.\\-/]))"
#define WEEK "(?:星期|周|礼拜)[一二三四五六日天]"
#define NAME "\\p{Han}{2,4}|\\p{Han}[\\s\\u3000]+\\p{Han}(?:[\\s\\u3000]+\\p{Han})?"

/* clang-format off */
static const char *const table[ZY_RE_COUNT] = {
    [ZY_RE_JUMP_TO] = "^" MARKS OPEN "?" MARKS TO "\\s*" PAGE TAIL MARKS CLOSE "?" MARKS "$",
    [ZY_RE_JUMP_TO_TAIL] =
        "(?:" OPEN MARKS TO "\\s*" PAGE TAIL MARKS CLOSE
        "|[▲△▼►▶→■\\s\\u3000]+(?:下接|下转)\\s*(?:第\\s*)?[A-D]?" NUM "{1,3}\\s*版)" MARKS "$",
    [ZY_RE_JUMP_FROM] = "^" MARKS OPEN "?" MARKS FROM "\\s*" PAGE TAIL MARKS CLOSE "?" MARKS "$",
    [ZY_RE_JUMP_FROM_HEAD] = "^" MARKS "(?:" OPEN MARKS "(?:" FROM "|接)\\s*" PAGE TAIL MARKS CLOSE "\\s*|" FROM "\\s*" PAGE
                             "[\\s:：]+)",
    [ZY_RE_JUMP_FROM_TAIL] = MARKS OPEN MARKS "(?:" FROM "|接)\\s*" PAGE TAIL MARKS CLOSE MARKS "$",
    [ZY_RE_JUMP_EITHER] = "^" MARKS OPEN "?" MARKS "接\\s*" PAGE TAIL MARKS CLOSE "?" MARKS "$",
    [ZY_RE_DATE] = DATE,
    [ZY_RE_DATE_ONLY] = "^" OPEN "?\\s*(?:" DATE "|" YEAR "\\s*年\\s*" ONETWO "\\s*月|" ONETWO "\\s*月\\s*" ONETWO "\\s*日)\\s*" CLOSE "?$",
    [ZY_RE_FOLIO_PART] = DATE
    "|" WEEK
    "|(?:农历|夏历)?\\p{Han}{2}年\\p{Han}{1,3}月(?:初|十|廿|二十|三十)\\p{Han}{0,2}|农历\\p{Han}{2,8}|" OPEN
    "?(?:总)?第\\s*(?:" NUM "|百|千){1,9}\\s*(?:期|号)" CLOSE "?|第\\s*[A-D]?" NUM
    "{1,3}\\s*版|第\\s*" NUM "{1,3}\\s*页|(?<![0-9A-Za-z一二三四五六七八九十])[A-D]?" NUM
    "{1,2}\\s*版|今日[一二三四五六七八九十0-9]{1,3}版|总第\\s*(?:" NUM "|百|千){1,9}\\s*期|" YEAR "年?[春夏秋冬]季(?:号|刊)|" YEAR "\\s*年(?=\\s*第)|" OPEN YEAR CLOSE "年?(?=\\s*第)|(?:中华)?民国\\s*(?:" NUM "|百)+\\s*年(?:\\s*" ONETWO "\\s*月)?(?:\\s*" ONETWO "\\s*日)?\\s*[号刊]?|本期共?" NUM "{1,3}版|共" NUM
    "{1,3}版|(?i:\\bpage\\s*[0-9]{1,3}\\b)|\\bP\\.?\\s?[0-9]{1,2}\\b",
    [ZY_RE_ISSUE_NUMBER] = "(?:总第|第)\\s*([0-9０-９〇零一二三四五六七八九十百]{1,6})\\s*期",
    [ZY_RE_PAGE_NUMBER] = "(?:第\\s*)?[A-Da-dＡ-Ｄ]?\\s*(" NUM "{1,3})\\s*版",
    [ZY_RE_WEEKDAY] = WEEK,
    [ZY_RE_EDITORS] =
        "^" MARKS OPEN "?(?:本版|本期|今日|执行|值班|美术|首席)?(?:责任编辑|责编|编辑|责任校对|校对|美编|"
        "美术|版式|版面|排版|组版|主编|总编|副主编|编审|审核|编委|美术设计|版面设计|终审|监制|"
        "制图)[\\s\\u3000]*(?:[:：/／|｜]|[\\s\\u3000]\\p{Han})",
    [ZY_RE_IMPRINT] =
        "^(?:督印|社长|出版|出版人|承印|发行|顾问|名誉社长|总监)(?:人|单位|者)?[:：]|^[^，。:：]{3,24}(?:编印|主办|承印|印制|编发)$|准印证|内部资料|连续性内部|国内统一(?:连续)?刊号|统一刊号|\\bCN\\s?[0-9]{2}\\b|ISSN|邮发代号|^(?:"
        "本报|编辑部)(?:地址|电话|热线|网址|邮箱|邮编|信箱)|投稿(?:邮箱|信箱|热线|电话|地址)|^投稿[:：]\\s*[0-9A-Za-z]|新闻热线|编辑部("
        "?:电话|地址|邮箱)|^(?:编印|印刷|承印|印制)(?:单位)?[:：]|^(?:电话|热线|邮箱|传真)\\s*[/／|]\\s*[0-9A-Za-z]|^(?:广告|发行|订阅|订报|报料|爆料|征订)[^，。]{0,8}(?:热线|电话|咨询|专线)|免费(?:交流|赠阅)|仅供内部|^主(?:办|管)(?:"
        "单位)?[:：\\s]|^今日" NUM "{1,3}版$|^总第" NUM
        "+期$|^(?:官方)?微信(?:公众)?号[:：]|扫(?:码|一扫).{0,6}关注|版权所有|^(?:file|https?)://\\S+(?:\\s+[0-9]+\\s*/\\s*[0-9]+)?$|^[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}, [0-9]|^[0-9]{1,3}\\s*/\\s*[0-9]{1,3}$",
    [ZY_RE_WEB] =
        "^[\\s\\[【(（]*(?:(?:文章|信息|稿件|新闻|图片|供稿)?来源|(?:发布|更新|提交|发表|添加|录入|上传|刊发)(?:时间|日期|机构|人|单位|部门)|时间(?=[:：]\\s*[12][0-9]{3}[-年/.])|"
        "(?:浏览|点击|阅读|访问|查看)(?:次数|量|数|率|人次)?|字(?:体|号)|打印|分享到?|收藏|关闭|上一[篇条页则]|下一[篇条页则]|相关(?:阅读|新闻|文章|信息|报道)|"
        "当前位置|您(?:现在|当前)?(?:的位置|所在)|返回(?:顶部|首页|列表|目录)|版权所有|备案号|主办单位|技术支持|网站(?:地图|标识码|声明))"
        "(?:[\\s:：>】\\])）|]|$|本页|窗口|[0-9])"
        "|^" DATE "[\\s0-9:：]*\\s(?:.*\\s)?(?:来源|作者|点击|浏览|阅读|字体|字号|编辑)\\p{Han}{0,2}[:：]"
        "|^首页\\s*[>»›/|]|^\\p{Han}{2,12}(?:\\s*[>»›]\\s*\\p{Han}{2,12})+$|^首页(?:\\s+\\p{Han}{2,5}){2,}$|^[\\[【(（]\\s*(?:图片|配图|照片|视频|音频|表格)\\s*[\\]】)）]$|ICP备|"
        "\\s(?:提交|发布|更新)时间[:：]",
    [ZY_RE_WEB_LINK] = "^.{4,40}[\\s\\[(（]{1,6}" DATE "[\\])）]?$",
    [ZY_RE_WEB_TITLE] = "^(?:文章)?(?:标题|题目|题名)\\s*[:：]\\s*",
    [ZY_RE_WEB_WRITER] = "(?:作者|记者|通讯员|撰稿人?|撰文|供稿人?|投稿人?)\\s*[:：]\\s*\\p{Han}{2,4}(?:[、，,\\s]{1,2}\\p{Han}{2,4}(?![:：\\p{Han}]))*",
    [ZY_RE_WEB_TIME] = "^" DATE "\\s*[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?$",
    [ZY_RE_SCAN] = "^(?=.{0,24}(?:公众号|手机|当前页|二维码|视频号|抖音|微信|微博|客户端|小程序))"
                   "[^，。,]{0,6}(?:扫码|扫一扫|扫描|长按|识别|敬请关注|欢迎关注|请关注)[^。]*$",
    [ZY_RE_SECTION_NUMBER] = "^(?:[A-D]?0?[0-9]{1,2}\\s*[|｜·•:：/]?\\s*(\\p{Han}{2,4})(?<![年月日届期次岁号])|(\\p{Han}{2,4})"
                             "\\s*[|｜·•:：/]?\\s*[A-D]?0?[0-9]{1,2}版?)$",
    [ZY_RE_SLOGAN] =
        "讲文明|树新风|垃圾分类|文明(?:交通|出行|用餐|实践你我|城镇|城区)|节约用水|节约粮食|光盘行动|"
        "防汛防台|人人有责|反诈|守好钱袋|安全出行|从我做起|举手之劳|公益广告|社会主义核心价值观|富强.?民主|"
        "不忘初心|牢记使命|扫黑除恶|共建共享|禁毒|远离毒品|平安(?:你我|是福)|安全生产.?人人|预防(?:火灾|诈骗)"
        "|中国梦|创建.{0,6}(?:文明|卫生)(?:城|镇)|携手|共创|共筑|绿水青山",
    [ZY_RE_CAPTION] =
        "^" MARKS OPEN
        "?(?:图为|图[:：]|[上下左右题主配本该]图(?:[为:：，,]|\\s|[①-⑨一二三])|图片说明|图片[:：]|图[①-⑨0-"
        "9一二三四五六](?![0-9]*[年月日元个])(?:[:：为、，\\s]|$)|图中|图示|照片[:：]|图说[:：]|图文[:：])",
    [ZY_RE_CAPTION_CREDIT] =
        "(?:[（(\\s\\u3000。，,]|^)(?:(?:本报)?(?:记者|通讯员)?[\\s\\u3000]*)((?:" NAME
        ")(?:[\\s\\u3000、]+(?:" NAME
        "))*)[\\s\\u3000]*[/／]?[\\s\\u3000]*(?:摄影报道|摄影|拍摄|摄|图)[\\s\\u3000]*[）)]?$",
    [ZY_RE_CAPTION_CREDIT_AFTER] =
        "(?:摄影|供图|图|摄)[\\s\\u3000]*[:：/／][\\s\\u3000]*(?:本报)?(?:记者|通讯员)?[\\s\\u3000]*((?:" NAME
        ")(?:[\\s\\u3000、]+(?:" NAME "))*)[）)]?$",
    [ZY_RE_PROVIDED] = "^(?:图|图片|摄影|供图|文)?[\\s:：/／]*(?:受访者|采访对象|单位|村里|本报|作者|网络|资料)(?:本人)?(?:供图|提供|资料|图片|图)?$",
    [ZY_RE_TAIL_NAMES] = "[。！？!?…”][（(]([^（）()。，,；：:]{2,24})[）)]$",
    [ZY_RE_LIST_ITEM] = "^(?:[一二三四五六七八九十]{1,3}\\s*[、．.]|第[一二三四五六七八九十]{1,3}[、，,"
                        "条章节：:\\s]|[（(]\\s*(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\\s*[）)]|[0-9]{1,"
                        "2}\\s*[、．.)）](?![0-9])|[①-⑳⑴-⑽⒈-⒛]|[●○◆◇■□★☆▲△▶►•·※◎]\\s*|[—－-]\\s?(?=\\p{"
                        "Han})|[一二三四五六七八九十]是|其[一二三四五六七八九十][，,、：:])",
    [ZY_RE_LABEL] = "^[^，。,;；:：]{0,3}(?:时间|地点|地址|电话|热线|联系人|联系方式|咨询|报名|对象|名额|"
                    "要求|主题|主讲|主办|承办|协办|费用|范围|路段|线路|日期|人数|班次|课程|内容|条件|方式|"
                    "材料|截止|星期[一二三四五六日]|周[一二三四五六日])[^，。,;；:：]{0,3}[:：]",
    [ZY_RE_ORGANISATION] =
        "(?:政府|委员会|党委|办公室|中心|居委会|村委会|村民委员会|居民委员会|支部|总支|工会|团委|妇联|派出所|"
        "卫生院|医院|学校|小学|中学|幼儿园|公司|编辑部|本报|服务站|管理所|司法所|居民区|党校|协会|指挥部|"
        "领导小组|人武部|文体中心|分局|管理局|委|[镇乡]|志愿者|小组|敬上|全体居民|居民)[）)]?$",
    [ZY_RE_OFFICE] = "(?:书记|镇长|乡长|市长|州长|行长|社长|班长|团长|场长|店长|连长|总编|主编|记者|编辑|主任|主席|部长|所长|校长|院长|局长|委员|会长|经理|老师|教师|作者|读者|网友|知青|学员|家长|职工|老兵|学生|同学|"
                     "馆长|站长|园长|厂长|队长|科长|处长|区长|县长|村长|组长|干部|医生|医师|护士长|护士|律师|"
                     "民警|警长|志愿者|党员|居民|村民|教授|研究员|秘书长|理事长|董事长|总监|代表|退休(?:教师|"
                     "干部|职工)|[（(]?[0-9一二三四五六七八九]+[）)]?班|文体中心|办公室|中心|小学|中学|"
                     "幼儿园|学校|卫生院|派出所|司法所|居委会|村委会|党支部|居民区|[镇村])$",
    [ZY_RE_TIMED_ROW] = "^(?:[0-9]{1,2}月[0-9]{1,2}日|(?:每?周|星期)[一二三四五六日天])(?:[（(].{1,4}[)）])?[\\s\\u3000]*(?:[上下]午|晚|[0-9]{1,2}[:：时点]|[\\s\\u3000])",
    [ZY_RE_CLOSING] = "^(?:此致[，,！!]?|敬礼[！!。]?|此致[\\s\\u3000]*敬礼[！!。]?|特此(?:通知|公告|通告|函告|致谢|证明)[。！!]?|顺颂.{2,4}[！!。]?|谨此[。！]?)$",
    [ZY_RE_DEPARTMENT] = "^[\\p{Han}“”（）()0-9]{1,11}(?:办|部|科|室|股|站|所|队|社|院|校|厂|店|会|局|委|团|联|"
                         "组|班|园|馆|村|镇|区)$",
    [ZY_RE_NEWS_LEAD] =
        "^(?:本报讯|[（(](?:本报)?(?:记者|通讯员)|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}月|近日|日前|连日来|昨["
        "日天]|今[年日天]|去年|近期|为(?:了|进一步|深入|切实|全面|贯彻|落实|丰富|营造|加强|提升|做好|推进|"
        "提高|确保|扎实|帮助)|随着|在.{2,30}(?:之际|到来)|[0-9]{4}年)",
    [ZY_RE_ROLE] = "^(?:(?:本报|本刊|特约|见习|实习|首席|全媒体|融媒体|区融媒体中心)*(?:记者|通讯员|撰稿人?|"
                   "评论员|实习生|编辑)|文\\s*[/／、·&与和|｜]\\s*图|图\\s*[/"
                   "／、·&与和|｜]\\s*文|图文|文图|文字|综合整理|综合|读者|撰文|摄影报道|摄影|拍摄|供图|供稿|来稿|整理|采写|采访|"
                   "口述|执笔|作者|报道|绘画|书法|指导教?老?师|辅导老?师?|(?:指导|文|图|摄)(?="
                   "[\\s\\u3000:：/／|｜]|$))[\\s\\u3000]*[:：/／|｜]?[\\s\\u3000]*",
    [ZY_RE_ROLE_TAIL] = "(?:[\\s\\u3000]*[/／]?[\\s\\u3000]*(?:文\\s*[/／、]\\s*图|图\\s*[/"
                        "／、]\\s*文|图文|文图|摄影报道|摄影|供稿|供图|整理|撰文|报道|口述|摄)|[\\s\\u3000]*[/"
                        "／\\s\\u3000][\\s\\u3000]*(?:文|图|绘))$",
    [ZY_RE_INLINE_REPORTER] = "[（(]((?:[^（）()。]{0,16}[\\s\\u3000、])?(?:本报)?(?:(?:见习|特约|实习)?记者|"
                              "通讯员|实习生|作者)[\\s\\u3000:：]*[^（）()。，,；]{2,40})[）)]",
    [ZY_RE_SECTION] =
        "^[\\s●■◆★☆◇□▲|｜·•]*[【〖［\\[｛〔]\\s*([^】〗］\\]]{2,14})\\s*[】〗］\\]｝〕][\\s●■◆★|｜·•]*$",
    [ZY_RE_SECTION_HEAD] = "^[\\s●■◆★☆◇□▲|｜·•]*[【〖]\\s*([^】〗]{2,10})\\s*[】〗]\\s*(?=.)",
    [ZY_RE_COLUMN_NAME] =
        "^[\\s●■◆★☆◇□▲—－\\-|｜·•~～“《「]*([\\p{Han}·]{0,6}(?:简讯|短波|动态|专栏|之窗|园地|天地|风采|速递|"
        "速览|集锦|广角|视窗|副刊|文苑|讲堂|课堂|信箱|回音壁|公告栏|通知公告|公告|传真|快讯|要闻|钩沉|故事汇|"
        "小贴士|连连看|百科|心声|论坛|沙龙|剪影|掠影|文化周末|作品选|习作|身边人|身边事|身边好人|好人榜|"
        "温馨提示|便民信息|健康生活|健康驿站|法治视野|以案说法|党建引领|百姓生活|民生关注|民生实事|基层声音|"
        "一线|聚焦|特写|随笔|诗苑|诗词|小故事|见闻|读者投书|读者来信|来信|纪事|口述史|短评|时评|评论|社论|杂谈|新闻链接|相关链接|延伸阅读|编读往来|影像|图片新闻|镜头))[\\s●■◆★—－\\-|｜·•~"
        "～”》」]*$",
    [ZY_RE_LABELLED_HEAD] = "^[^：:，,。]{2,8}[：:]",
};
/* clang-format on */

struct zy_patterns {
    URegularExpression *compiled[ZY_RE_COUNT];
    UBreakIterator *words;
};

static URegularExpression *compile(const char *pattern)
{
    UErrorCode code = U_ZERO_ERROR;
    UParseError where;
    UText *text = utext_openUTF8(NULL, pattern, -1, &code);
    URegularExpression *compiled = uregex_openUText(text, 0, &where, &code);
    utext_close(text);
    /* A bound for lines made to be slow: such a line simply does not match. */
    uregex_setTimeLimit(compiled, 1000, &code);
    if (U_FAILURE(code)) {
        uregex_close(compiled);
        return NULL;
    }
    return compiled;
}

zy_status zy_patterns_open(zy_patterns **out, zy_error *err)
{
    zy_patterns *patterns = calloc(1, sizeof *patterns);
    if (!patterns)
        return zy_fail_memory(err);
    for (size_t i = 0; i < ZY_RE_COUNT; i++) {
        patterns->compiled[i] = compile(table[i]);
        if (!patterns->compiled[i]) {
            zy_patterns_close(patterns);
            return zy_fail(err, ZY_INTERNAL, "page pattern %zu does not compile", i);
        }
    }
    UErrorCode code = U_ZERO_ERROR;
    patterns->words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &code);
    if (U_FAILURE(code)) {
        zy_patterns_close(patterns);
        return zy_fail(err, ZY_INTERNAL, "ICU has no word breaks: %s", u_errorName(code));
    }
    *out = patterns;
    return ZY_OK;
}

bool zy_is_word(zy_patterns *patterns, zy_span text)
{
    enum { LONGEST = 12 };
    UChar units[LONGEST];
    int32_t length = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8(units, LONGEST, &length, text.at, (int32_t)text.bytes, &code);
    if (U_FAILURE(code) || code == U_STRING_NOT_TERMINATED_WARNING || length < 2)
        return false;
    ubrk_setText(patterns->words, units, length, &code);
    return U_SUCCESS(code) && ubrk_first(patterns->words) == 0 && ubrk_next(patterns->words) == length;
}

void zy_patterns_close(zy_patterns *patterns)
{
    for (size_t i = 0; patterns && i < ZY_RE_COUNT; i++)
        uregex_close(patterns->compiled[i]);
    if (patterns)
        ubrk_close(patterns->words);
    free(patterns);
}

bool zy_find(zy_patterns *patterns, zy_pattern which, zy_span text, size_t from, zy_found *found)
{
    UErrorCode code = U_ZERO_ERROR;
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, text.at, (int64_t)text.bytes, &code);
    URegularExpression *re = patterns->compiled[which];
    uregex_setUText(re, &input, &code);
    bool match = U_SUCCESS(code) && uregex_find64(re, (int64_t)from, &code) && U_SUCCESS(code);
    if (match && found) {
        int32_t groups = uregex_groupCount(re, &code);
        *found = (zy_found){0};
        for (int32_t g = 0; g <= groups && g < 3; g++) {
            int64_t start = uregex_start64(re, g, &code), end = uregex_end64(re, g, &code);
            if (start >= 0 && end >= start) {
                found->from[g] = (size_t)start;
                found->to[g] = (size_t)end;
            }
        }
    }
    utext_close(&input);
    return match;
}
