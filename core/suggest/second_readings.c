/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Characters with more than one common reading, kept by hand.  Only what people meet in a newspaper: rare
 * readings bring rubbish (超 as tiao finds 超 for tt).  Readings that belong to single words are in the
 * lexicon's readings.txt.
 */
#include "base/utf8.h"
#include "suggest/pinyin.h"

/* Character, then its further readings; one line each ten or so. */
static const char SECOND[] =
    "重chong 长chang 行hang 乐yue 会kuai 参shen 朴piao 都du 得dei 地di 着zhao 着zhuo 了liao 大dai 调tiao "
    "传zhuan 便pian 弹tan 藏zang 差chai 没mo 降xiang 觉jiao 率shuai 色shai 省xing 盛cheng 石dan 似shi 宿xiu "
    "提di 系ji 校jiao 血xie 咽ye 朝zhao 单shan 仇qiu 区ou 查zha 解xie 六lu 曾zeng 秘bi 厦xia 绿lu "
    "莘xin 柏bo 泊bo 薄bo 剥bao 翟zhai 贾gu 什shi 奇ji 还huan 给ji 角jue 露lou 熟shou 谁shui 谁shei "
    "说shui 塞sai 削xiao 削xue 车ju 盖ge 茄jia 番pan 堡pu 暴pu 扁pian 屏bing 卜bo 禅shan 颤zhan 匙shi "
    "臭xiu 畜xu 伺ci 囤dun 脯pu 葛ge 蛤ha 吭hang 壳qiao 烙lao 勒lei 俩lia 落la 落lao 模mu 牟mu 娜na "
    "弄long 疟yao 胖pan 刨bao 曝pu 稽ji 纤qian 强jiang 亲qing 雀qiao 杉sha 折she 识zhi 属zhu 拓ta 尾yi "
    "尉yu 吓he 巷hang 叶xie 殷yan 员yun 择zhai 轧ya 爪zhua 幢chuang 琢zuo 吁yu 咳hai 溺niao 脉mo 蔓wan "
    "埋man 臂bei 伽jia 嚼jue 劲jing 菌jun 卡qia 吗ma 溃hui 隆long 绿lu 论lun 摩mo 粘zhan 粘nian 宁ning "
    "澄deng 乘sheng 冲chong 裁cai 创chuang 椎zhui 度duo 恶wu 缝feng 冠guan 贯guan 桧gui 哄hong 划hua 晃huang "
    "混hun 济ji 假jia 监jian 浅jian 颈geng 句gou 倔jue 龟jun 龟qiu 落luo 氏zhi 数shuo 宿su 遂sui 挑tiao "
    "吐tu 圩wei 圩xu 鲜xian 洗xian 相xiang 芯xin 臭chou 与yu 予yu 晕yun 载zai 脏zang 噌ceng 扎za 炸zha "
    "涨zhang 正zheng 种zhong 轴zhou 著zhuo 幢zhuang 综zong 柞zuo 堰yan 泖mao 埭dai 漕cao 泾jing 甪lu 浜bang";

bool zy_second_reading_next(size_t *at, uint32_t *c, uint16_t *syllable)
{
    while (*at < sizeof SECOND - 1) {
        *c = zy_utf8_next(SECOND, sizeof SECOND - 1, at);
        size_t end = *at;
        while (end < sizeof SECOND - 1 && SECOND[end] != ' ')
            end++;
        *syllable = zy_syllable_find(SECOND + *at, end - *at);
        *at = end + 1;
        if (*syllable && *syllable != zy_char_reading(*c))
            return true;
    }
    return false;
}
