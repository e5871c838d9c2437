import type { Sex } from "../../subgraphs/population/terms.js";
import { type Random, weights } from "./random.js";

/** Han surnames by share of bearers (Ministry of Public Security, 2020), in per cent; the rest share what is left. */
const SURNAMES = weights<string>([
  ["王", 7.2],
  ["李", 7.0],
  ["张", 6.7],
  ["刘", 5.1],
  ["陈", 4.6],
  ["杨", 3.2],
  ["黄", 2.4],
  ["赵", 2.2],
  ["吴", 2.0],
  ["周", 1.9],
  ["徐", 1.5],
  ["孙", 1.4],
  ["马", 1.4],
  ["朱", 1.3],
  ["胡", 1.2],
  ["郭", 1.2],
  ["何", 1.1],
  ["林", 1.1],
  ["高", 1.0],
  ["罗", 1.0],
  ["郑", 0.9],
  ["梁", 0.9],
  ["谢", 0.8],
  ["宋", 0.8],
  ["唐", 0.7],
  ["许", 0.7],
  ["韩", 0.7],
  ["邓", 0.7],
  ["冯", 0.6],
  ["曹", 0.6],
]);

const GIVEN: Readonly<Record<`${Sex}`, string>> = {
  MALE: "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志文博",
  FEMALE: "芳娜敏静丽艳娟霞秀玲桂英梅兰红玉萍燕雪琳慧莹洁颖婷倩欣怡佳悦淑珍瑞",
};

/** Tibetan names, which have no surname. */
const TIBETAN: Readonly<Record<`${Sex}`, readonly string[]>> = {
  MALE: ["扎西", "次仁", "多吉", "平措", "旺堆", "罗布", "丹增", "索朗", "格桑", "洛桑", "普布", "顿珠", "边巴", "巴桑", "达瓦", "贡布"],
  FEMALE: ["卓玛", "央金", "拉姆", "曲珍", "白玛", "德吉", "措姆", "仓决", "梅朵", "央宗", "卓嘎", "拉珍", "仁增", "益西", "尼珍", "旺姆"],
};

/** A name that fits sex and ethnicity. @param surname a parent's, for Han families; null takes one by frequency */
export function nameFor(random: Random, sex: Sex, ethnicity: string, surname: string | null): string {
  if (ethnicity === "藏族") return random.pick(TIBETAN[sex]) + random.pick(random.chance(0.5) ? TIBETAN[sex] : TIBETAN.MALE);
  const characters = GIVEN[sex];
  const one = characters[random.int(0, characters.length - 1)] ?? "";
  const two = random.chance(0.75) ? (characters[random.int(0, characters.length - 1)] ?? "") : "";
  return `${surname ?? random.weighted(SURNAMES)}${one}${two}`;
}
