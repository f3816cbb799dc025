/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who wrote it: names told from headings by surname, role words and shape.  In: a line.  Out: names, and how
 * sure. */
#include "issue/byline.h"

#include "base/utf8.h"

#include <string.h>

/* Surnames in use, the common hundreds first and those of the region; two-character ones apart. */
static const char surnames[] = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡"
                               "蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
                               "陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱"
                               "戴严莫孔向常汤康易乔赖文樊兰殷施洪翟安颜倪牛"
                               "温芦季俞章鲁葛伍申尤毕聂柴焦向柳邢岳齐梅庄辛管祝左涂耿关尚米詹欧项曲童甘阮谷"
                               "裴翁褚盛舒宁游瞿干柏卜計计车成池迟储丛"
                               "戚费封伏符傅宫巩古桂国杭和衡花华滑怀桓惠霍姬吉纪冀简靳景鞠阚柯蒯匡况乐冷郎栗"
                               "连廉凌娄路栾骆满茅苗闵明缪牟慕穆那"
                               "南农区平蒲濮强屈全权饶冉荣容茹单商佘沙邰佟屠危巫邬奚郗席冼咸线相辜谌应英雍于"
                               "虞宇郁喻元苑臧查占湛仲诸竺卓訾宗祖"
                               "仇沃鄢晏阎姬盖楼揭鲍晋敖隋束水司师时寿双火党谈佴钮居仰步家桑浦撖练糜嵇幸隆逄"
                               "扈厉解卞闻佐薄蓝巴暴贝边卞班鄂丰"
                               "杲茆笪芮诸卻郤麻莘涛阳习修郦璩贲邝粟亢缑苌郇郄逯庹仵楚米卫甄阴苍戈庾弘寇阙蔚"
                               "晁荆巢艾燕衡贡劳伊蒙宓滕殳蔺钭琚岑谯苟仝佟门羊富";
static const char double_surnames[] =
    "欧阳上官司马诸葛东方皇甫尉迟公孙令狐夏侯司徒慕容端木南宫轩辕宇文长孙独孤闻人"
    "赫连钟离澹台公冶濮阳淳于申屠呼延拓跋司寇百里东郭西门宗政公羊太史太叔仲孙鲜于闾丘司空亓官子车颛孙巫马公西"
    "乐正宰父谷梁左丘梁丘";

/* Words that look like surname and given name, but begin headings, columns and slogans. */
static const char *const not_names[] = {
    "安全", "安置", "安心", "文明", "文化", "文艺", "文体", "高温", "高考", "高龄", "高质", "和谐", "和美",
    "和平", "金山", "金秋", "万家", "万事", "方言", "方便", "马路", "公益", "公告", "公示", "公交", "时代",
    "时间", "时光", "关于", "关注", "关爱", "温馨", "温暖", "解读", "江南", "通知", "通讯", "简讯", "党建",
    "党群", "党员", "党课", "党史", "干部", "干净", "明天", "明年", "明日", "严禁", "严防", "严守", "严格",
    "农业", "农村", "农家", "农民", "农忙", "农机", "平安", "幸福", "常态", "常见", "常回", "强化", "强国",
    "强基", "国家", "国庆", "国旗", "国防", "全面", "全民", "全力", "全镇", "居民", "居家", "居委", "路上",
    "车间", "车站", "水上", "水利", "水乡", "家乡", "家园", "家风", "家常", "家庭", "家长", "家门", "司法",
    "成长", "成果", "向上", "向前", "向着", "向阳", "应急", "应对", "宁静", "连心", "连续", "阳光", "步步",
    "乐享", "乐游", "乐园", "乐龄", "双拥", "双减", "双向", "双提", "元旦", "元宵", "元夜", "夏至", "夏日",
    "夏季", "夏粮", "白露", "谷雨", "秋分", "雷锋", "龙舟", "花开", "花卉", "华章", "古镇", "古桥", "古韵",
    "古树", "石桥", "田野", "田园", "田间", "梅花", "兰花", "桂花", "桑葚", "桑果", "荣誉", "荣获", "任务",
    "任前", "计划", "计生", "单位", "商家", "商铺", "商户", "查漏", "查处", "查找", "席地", "沙龙", "平台",
    "米糕", "左手", "关键", "尚德", "毕业", "焦点", "石榴", "龙头", "雨季", "钱袋", "温情", "康复", "健康",
    "易腐", "成效", "成绩", "成人", "车辆", "路灯", "路口", "路段", "解决", "解难", "修旧", "修身", "习作",
    "阳台", "广场", "广告", "区级", "区委", "区人", "宗旨", "祖国", "英雄", "英烈", "满意", "满载", "明确",
    "施工", "施肥", "管好", "管理", "管道", "祝福", "祝您", "程序", "段落", "武装", "毛笔", "白天", "白色",
    "黄金", "黄昏", "高度", "高标", "高效", "马上", "金融", "金属", "金牌", "金色", "方案", "方向", "方式",
    "江海", "史海", "史话", "夏令", "夏夜", "冬季", "相约", "相聚", "相关", "池塘", "桥梁", "火灾", "火热",
    "火车", "师生", "师德", "师傅", "师说", "时刻", "时令", "时评", "时事", "水稻", "水质", "水電", "水电",
    "水果", "司机", "党旗", "党委", "党校", "党总", "党支", "党纪", "谈心", "谈话", "居住", "家政", "家电",
    "练好", "练兵", "幸会", "丰收", "丰富", "边界", "班子", "班组", "蓝天", "巴士", "项目", "计量", "邮政",
    "盛夏", "盛会", "盛宴", "游园", "游戏", "游客", "宁可", "封面", "景点", "景观", "乐器", "乐队", "冷链",
    "冷空", "连环", "连片", "路线", "路况", "南北", "南路", "区域", "全员", "全科", "全新", "全程", "权利",
    "权益", "容易", "应当", "应该", "欧洲", "项链", "古诗", "古文", "古今", "国内", "国际", "国企", "和风",
    "花样", "花草", "花园", "花絮", "华丽", "怀念", "怀旧", "惠民", "惠农", "吉祥", "吉日", "纪念", "纪律",
    "纪检", "纪委", "纪事", "简介", "简约", "景色", "单项", "商业", "商会", "农耕", "强农", "摘登", "摘要",
    "节选", "待续", "未完", "转载", "选登", "连载", "试行", "修订", "草案", "修正", "暂行", "续完", "图片",
    "资料", "示例", "特稿", "征稿", "招工", "启事",
};

static bool in_text(const char *list, const char *at, size_t bytes, size_t step)
{
    size_t len = strlen(list);
    for (size_t i = 0; i + bytes <= len; i += step)
        if (memcmp(list + i, at, bytes) == 0)
            return true;
    return false;
}

/* Whether the character at `at` is among the first `bytes` of a list of such. */
static bool in_text_before(const char *list, const char *at, size_t bytes)
{
    for (size_t i = 0; i + 3 <= bytes && list[i]; i += 3)
        if (memcmp(list + i, at, 3) == 0)
            return true;
    return false;
}

/* Begins as a name does, whatever word it may be. */
bool zy_is_surnamed(zy_span name)
{
    size_t han = zy_count_han(name);
    return name.bytes == 3 * han && han >= 2 && han <= 4 &&
           ((han <= 3 && in_text(surnames, name.at, 3, 3)) ||
            (han >= 3 && in_text(double_surnames, name.at, 6, 6)));
}

static bool is_known_word(zy_span name)
{
    for (size_t i = 0; i < sizeof not_names / sizeof *not_names; i++)
        if (zy_starts(name, not_names[i]))
            return true;
    return false;
}

bool zy_is_person(zy_span name)
{
    size_t han = zy_count_han(name);
    if (han < 2 || han > 4 || han != zy_count_chars(name) || name.bytes != han * 3 || is_known_word(name))
        return false;
    if (han >= 3 && in_text(double_surnames, name.at, 6, 6))
        return true;
    /* 秦阳村 is a place. */
    if (in_text("村镇厂街校办站局馆区路桥厅店报", name.at + name.bytes - 3, 3, 3))
        return false;
    return han <= 3 && in_text(surnames, name.at, 3, 3);
}

void zy_names_add(zy_arena *arena, zy_strings *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return;
    zy_strings_add(arena, names, name, strlen(name));
}

bool zy_byline_office(zy_patterns *patterns, zy_span line)
{
    line = zy_trim_ornaments(line);
    size_t chars = zy_count_chars(line);
    return chars >= 2 && chars <= 30 && zy_ending_of(line) == ZY_END_OPEN && !zy_contains(line, "，") &&
           (zy_find(patterns, ZY_RE_OFFICE, line, 0, NULL) || zy_starts(line, "作者系") ||
            zy_starts(line, "作者单位"));
}

/* 推荐 behind a rare surname (居) is no given name; 建国 behind a common one is. */
static bool is_doubtful(zy_patterns *patterns, zy_span name)
{
    enum { COMMON = 180 };
    zy_span given = zy_span_cut(name, 3, name.bytes);
    return given.bytes == 6 && zy_is_word(patterns, given) && !in_text_before(surnames, name.at, 3 * COMMON);
}

/* What a byline's pieces came to. */
typedef struct {
    zy_patterns *patterns;
    zy_arena *arena;
    zy_strings *names; /* or NULL */
    int persons, worded, maybe, words, offices, departments, unknown, longest_maybe, longest_unknown;
    bool clause;                       /* something unknown has a verb in it, or is no name at all */
    bool role, marked;                 /* says what its names do; □ and the like stand before it */
    zy_span plain, shown;              /* the line in Simplified letters and in its own */
    char spaced[16], spaced_shown[16]; /* single characters of a name set with spaces: 沈 婷 */
    int spaced_count;
} reading;

/* The source's own letters of a piece of the plain line. */
static const char *shown(const reading *r, zy_span piece)
{
    return r->shown.at + (piece.at - r->plain.at);
}

static void take_text(reading *r, const char *name, size_t bytes)
{
    char *copy = r->names ? zy_arena_strn(r->arena, name, bytes) : NULL;
    if (copy)
        zy_names_add(r->arena, r->names, copy);
}

static void take(reading *r, zy_span name)
{
    take_text(r, shown(r, name), name.bytes);
}

/* A piece with a verb or a particle in it is said of somebody, and no office: 坐在他对面的是镇党委书记. */
static bool is_clause(zy_span piece)
{
    static const char *const words[] = {"的", "了", "是", "在", "把", "被", "着", "说",
                                        "对", "向", "他", "她", "我", "这", "让", NULL};
    for (size_t i = 0; words[i]; i++)
        if (zy_contains(piece, words[i]))
            return true;
    return false;
}

/* 镇长张向晖: the name behind an office on one piece. */
static bool take_behind_office(reading *r, zy_span piece)
{
    if (is_clause(piece))
        return false;
    for (size_t chars = 3; chars >= 2; chars--) {
        if (piece.bytes < 3 * (chars + 2))
            continue;
        size_t cut = piece.bytes - 3 * chars;
        if (zy_count_han(zy_span_cut(piece, 0, cut)) * 3 != cut || cut > 48)
            continue;
        zy_span name = zy_span_cut(piece, cut, piece.bytes), office = zy_span_cut(piece, 0, cut);
        if (zy_is_person(name) && !is_doubtful(r->patterns, name) &&
            zy_find(r->patterns, ZY_RE_OFFICE, office, 0, NULL)) {
            r->persons++;
            r->offices++;
            take(r, name);
            return true;
        }
    }
    return false;
}

static zy_span strip_roles(reading *r, zy_span piece)
{
    zy_found found;
    for (int i = 0; i < 3 && piece.bytes && zy_find(r->patterns, ZY_RE_ROLE, piece, 0, &found) && found.to[0];
         i++) {
        zy_span rest = zy_span_cut(piece, found.to[0], piece.bytes);
        r->role = true;
        piece = rest;
    }
    if (piece.bytes && zy_find(r->patterns, ZY_RE_ROLE_TAIL, piece, 0, &found)) {
        r->role = true;
        piece.bytes = found.from[0];
    }
    return zy_trim(piece);
}

static void read_piece(reading *r, zy_span piece);

static void end_spaced(reading *r)
{
    if (!r->spaced_count)
        return;
    zy_span name = {r->spaced, (size_t)r->spaced_count * 3};
    int count = r->spaced_count;
    r->spaced_count = 0;
    bool word = zy_is_word(r->patterns, name);
    if (count == 1 || (count == 4 && !zy_is_person(name))) {
        r->unknown++;
    } else if (zy_is_person(name)) {
        r->persons++;
        r->worded += word;
        take_text(r, r->spaced_shown, name.bytes);
    } else {
        r->maybe++;
        r->words += word;
        take_text(r, r->spaced_shown, name.bytes);
    }
}

static void read_piece(reading *r, zy_span piece)
{
    zy_span rest = strip_roles(r, zy_trim(piece));
    size_t han = zy_count_han(rest), chars = zy_count_chars(rest);
    if (!chars) {
        end_spaced(r);
        return;
    }
    if (chars == 1 && han == 1 && rest.bytes == 3 && r->spaced_count < 4) {
        memcpy(r->spaced_shown + 3 * r->spaced_count, shown(r, rest), 3);
        memcpy(r->spaced + 3 * r->spaced_count++, rest.at, 3);
        return;
    }
    end_spaced(r);
    bool person = (zy_is_person(rest) && !is_doubtful(r->patterns, rest)) ||
                  ((r->role || r->marked || r->offices) && chars == han && zy_is_surnamed(rest));
    if (person) {
        /* What stood alone before the first name is where its bearer works: 残联 米兰花. */
        if (!r->persons && r->maybe + r->unknown == 1 && !r->role && r->longest_unknown <= 8 && !r->clause) {
            r->departments++;
            r->maybe = r->words = r->unknown = r->longest_unknown = 0;
            if (r->names)
                r->names->count = 0;
        }
        r->persons++;
        r->worded += zy_is_word(r->patterns, rest);
        take(r, rest);
    } else if (zy_find(r->patterns, ZY_RE_OFFICE, rest, 0, NULL)) {
        r->offices++;
    } else if (take_behind_office(r, rest)) {
        return;
    } else if (chars <= 12 && zy_find(r->patterns, ZY_RE_DEPARTMENT, rest, 0, NULL)) {
        r->departments++;
    } else if (han == chars && chars >= 2 && chars <= 4 && !is_known_word(rest)) {
        r->maybe++;
        r->words += zy_is_word(r->patterns, rest);
        if ((int)chars > r->longest_maybe)
            r->longest_maybe = (int)chars;
        if (chars <= 3 || r->role)
            take(r, rest);
    } else {
        r->unknown++;
        r->clause |= is_clause(rest) || han != chars;
        if ((int)chars > r->longest_unknown)
            r->longest_unknown = (int)chars;
    }
}

/* Bytes of the separator at the start of s, 0 when there is none. */
static size_t separator(zy_span s)
{
    size_t at = 0;
    uint32_t c = zy_utf8_next(s.at, s.bytes, &at);
    const char *marks = "、，,；;/／|｜&";
    for (size_t i = 0; marks[i];)
        if (zy_utf8_next(marks, strlen(marks), &i) == c)
            return at;
    return zy_is_space(c) ? at : 0;
}

/* A role in the middle of a piece: 记者何晓梅通讯员唐文彬. */
static bool begins_role(zy_span rest)
{
    static const char *const roles[] = {"通讯员",   "本报记者", "特约记者", "见习记者",
                                        "实习记者", "实习生",   "摄影",     "记者"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (zy_starts(rest, roles[i])) {
            zy_span behind = zy_span_cut(rest, strlen(roles[i]), rest.bytes);
            return behind.bytes >= 6 && zy_is_han(zy_first_char(behind));
        }
    return false;
}

/* 实习 belongs to the 记者 behind it. */
static bool is_half_role(zy_span piece)
{
    return zy_ends(piece, "实习") || zy_ends(piece, "见习") || zy_ends(piece, "特约") ||
           zy_ends(piece, "本报") || zy_ends(piece, "首席") || zy_ends(piece, "媒体");
}

static void read_pieces(reading *r, zy_span line)
{
    size_t start = 0;
    for (size_t at = 0; at < line.bytes;) {
        size_t skip = separator(zy_span_cut(line, at, line.bytes));
        if (!skip && at >= start + 6 && begins_role(zy_span_cut(line, at, line.bytes)) &&
            !is_half_role(zy_span_cut(line, start, at))) {
            read_piece(r, zy_span_cut(line, start, at));
            start = at;
            zy_utf8_next(line.at, line.bytes, &at);
            continue;
        }
        if (!skip) {
            zy_utf8_next(line.at, line.bytes, &at);
            continue;
        }
        if (at > start)
            read_piece(r, zy_span_cut(line, start, at));
        if (r->spaced_count && !zy_is_space(zy_first_char(zy_span_cut(line, at, line.bytes))))
            end_spaced(r);
        start = at += skip;
    }
    if (start < line.bytes)
        read_piece(r, zy_span_cut(line, start, line.bytes));
    end_spaced(r);
}

/* 文/图 is one role, so its slash must not part pieces. */
static zy_span without_leading_role(reading *r, zy_span line)
{
    zy_found found;
    if (zy_find(r->patterns, ZY_RE_ROLE, line, 0, &found) && found.to[0]) {
        r->role = true;
        line = zy_span_cut(line, found.to[0], line.bytes);
    }
    if (zy_find(r->patterns, ZY_RE_ROLE_TAIL, line, 0, &found) && found.from[0]) {
        r->role = true;
        line.bytes = found.from[0];
    }
    return line;
}

/* The inside of a line that is all in brackets of any shape. */
static zy_span unwrap(zy_span line)
{
    static const char *const brackets[][2] = {{"（", "）"}, {"(", ")"},   {"〈", "〉"},
                                              {"《", "》"}, {"【", "】"}, {"〔", "〕"},
                                              {"［", "］"}, {"[", "]"},   {"<", ">"}};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        size_t open = strlen(brackets[i][0]), close = strlen(brackets[i][1]);
        bool mixed = i < 2 && line.bytes > 4; /* （ with ) is seen in print */
        if (zy_starts(line, brackets[i][0]) && zy_ends(line, brackets[i][1]) && line.bytes > open + close)
            return zy_span_cut(line, open, line.bytes - close);
        if (mixed && zy_starts(line, brackets[i][0]) && zy_ends(line, brackets[1 - i][1]))
            return zy_span_cut(line, open, line.bytes - strlen(brackets[1 - i][1]));
    }
    return line;
}

/* 陈素卿（墨尔本）: where a writer is from. */
static zy_span without_place(zy_span line)
{
    bool wide = zy_ends(line, "）"), narrow = zy_ends(line, ")");
    for (size_t at = line.bytes; (wide || narrow) && at-- > 6;)
        if (zy_starts(zy_span_cut(line, at, line.bytes), wide ? "（" : "(")) {
            zy_span place = zy_span_cut(line, at + (wide ? 3 : 1), line.bytes - (wide ? 3 : 1));
            return place.bytes == 3 * zy_count_han(place) && zy_count_han(place) >= 2 &&
                           zy_count_han(place) <= 10
                       ? zy_trim(zy_span_cut(line, 0, at))
                       : line;
        }
    return line;
}

static zy_byline verdict(const reading *r, bool marked, bool wrapped)
{
    int names = r->persons + r->maybe;
    if (r->unknown && !(r->role && r->persons))
        return ZY_BYLINE_NO;
    if (r->unknown > 1 || r->longest_unknown > 6 || (r->departments && !r->persons && !r->role))
        return ZY_BYLINE_NO;
    if (r->role && r->words && !r->persons)
        return ZY_BYLINE_NO; /* 读者来信 */
    if (r->role && (names || r->offices))
        return ZY_BYLINE_ROLE;
    if (marked && names && r->persons >= r->maybe)
        return ZY_BYLINE_ROLE;
    if (r->persons && (!r->maybe || r->offices))
        return r->worded == r->persons && !wrapped && !r->offices && !r->departments ? ZY_BYLINE_LIKELY
                                                                                     : ZY_BYLINE_NAMES;
    if (r->offices && r->maybe == 1 && !r->unknown)
        return ZY_BYLINE_MAYBE; /* 邻县作者 康复 */
    if (!r->persons && names > 1 && !r->role)
        return ZY_BYLINE_NO;
    if (r->words == r->maybe && !r->persons && !marked && !wrapped)
        return ZY_BYLINE_NO; /* 招工, 连载 */
    if (marked && r->maybe == 1 && !r->persons && !r->words)
        return ZY_BYLINE_LIKELY;
    return names && !r->offices && (names <= 2 || r->persons * 2 >= names || wrapped) ? ZY_BYLINE_MAYBE
                                                                                      : ZY_BYLINE_NO;
}

zy_byline zy_byline_read(zy_patterns *patterns, zy_span line, zy_arena *arena, zy_strings *names)
{
    zy_span text = zy_trim(line);
    line = zy_plain(arena, text);
    bool marked = zy_starts(line, "□") || zy_starts(line, "■") || zy_starts(line, "◎") ||
                  zy_starts(line, "○") || zy_starts(line, "●") || zy_starts(line, "◇");
    zy_span bare = zy_trim_ornaments(line), inner = zy_trim(without_place(unwrap(bare)));
    zy_ending ending = zy_ending_of(inner);
    if (zy_count_chars(inner) < 2 || zy_count_chars(inner) > 40 || ending != ZY_END_OPEN)
        return ZY_BYLINE_NO;
    if (zy_find(patterns, ZY_RE_PROVIDED, inner, 0, NULL))
        return ZY_BYLINE_ROLE;
    zy_strings found = {0};
    reading r = {.patterns = patterns,
                 .arena = arena,
                 .names = names ? &found : NULL,
                 .plain = line,
                 .shown = text,
                 .marked = marked};
    read_pieces(&r, zy_trim(without_leading_role(&r, inner)));
    zy_byline sure = verdict(&r, marked, unwrap(bare).bytes != bare.bytes);
    for (size_t i = 0; names && sure != ZY_BYLINE_NO && i < found.count; i++)
        zy_names_add(arena, names, found.items[i]);
    return sure;
}

size_t zy_byline_behind(zy_patterns *patterns, zy_span line, zy_arena *arena)
{
    bool wide = zy_ends(line, "）"), narrow = zy_ends(line, ")");
    size_t at = line.bytes;
    while ((wide || narrow) && at > 0 && !zy_starts(zy_span_cut(line, at, line.bytes), "（") &&
           !zy_starts(zy_span_cut(line, at, line.bytes), "("))
        at--;
    if (at == 0 || at == line.bytes || zy_count_chars(zy_span_cut(line, 0, at)) < 2)
        return line.bytes;
    zy_byline sure = zy_byline_read(patterns, zy_span_cut(line, at, line.bytes), arena, NULL);
    return sure >= ZY_BYLINE_NAMES ? at : line.bytes;
}

void zy_byline_inline(zy_patterns *patterns, zy_span paragraph, zy_arena *arena, zy_strings *names)
{
    zy_found found;
    zy_span head = {paragraph.at, zy_utf8_floor(paragraph.at, paragraph.bytes < 300 ? paragraph.bytes : 300)};
    if (zy_find(patterns, ZY_RE_INLINE_REPORTER, zy_plain(arena, head), 0, &found))
        zy_byline_read(patterns, zy_span_cut(head, found.from[1], found.to[1]), arena, names);
    if (paragraph.bytes <= head.bytes && !zy_find(patterns, ZY_RE_TAIL_NAMES, paragraph, 0, NULL))
        return;
    size_t from = paragraph.bytes > 120 ? paragraph.bytes - 120 : 0;
    while (from < paragraph.bytes && ((unsigned char)paragraph.at[from] & 0xC0) == 0x80)
        from++;
    zy_span tail = zy_span_cut(paragraph, from, paragraph.bytes);
    if (zy_find(patterns, ZY_RE_TAIL_NAMES, tail, 0, &found)) {
        zy_span inside = zy_span_cut(tail, found.from[1], found.to[1]);
        if (zy_byline_read(patterns, inside, arena, NULL) >= ZY_BYLINE_NAMES)
            zy_byline_read(patterns, inside, arena, names);
    }
}

void zy_byline_credit(zy_patterns *patterns, zy_span caption, zy_arena *arena, zy_strings *names)
{
    zy_found found;
    zy_span plain = zy_plain(arena, caption);
    if (!zy_find(patterns, ZY_RE_CAPTION_CREDIT, plain, 0, &found) &&
        !zy_find(patterns, ZY_RE_CAPTION_CREDIT_AFTER, plain, 0, &found))
        return;
    zy_span inside = zy_span_cut(caption, found.from[1], found.to[1]);
    zy_byline sure = zy_byline_read(patterns, inside, arena, NULL);
    bool bracketed = zy_ends(caption, "）") || zy_ends(caption, ")");
    if (sure >= ZY_BYLINE_NAMES ||
        (sure >= ZY_BYLINE_MAYBE && bracketed && !zy_contains(inside, "资料") && !zy_contains(inside, "拍")))
        zy_byline_read(patterns, inside, arena, names);
}
