/** Regions 区划 of the province, by their codes of GB/T 2260; the province's own level is 350001. */

const CITIES: [code: string, name: string, counties: string][] = [
  ["350100", "福州市", "02鼓楼区 03台江区 04仓山区 05马尾区 11晋安区 12长乐区 21闽侯县 22连江县 23罗源县 24闽清县 25永泰县 28平潭县 81福清市"],
  ["350200", "厦门市", "03思明区 05海沧区 06湖里区 11集美区 12同安区 13翔安区"],
  ["350300", "莆田市", "02城厢区 03涵江区 04荔城区 05秀屿区 22仙游县"],
  ["350400", "三明市", "04三元区 05沙县区 21明溪县 23清流县 24宁化县 25大田县 26尤溪县 28将乐县 29泰宁县 30建宁县 81永安市"],
  ["350500", "泉州市", "02鲤城区 03丰泽区 04洛江区 05泉港区 21惠安县 24安溪县 25永春县 26德化县 27金门县 81石狮市 82晋江市 83南安市"],
  ["350600", "漳州市", "02芗城区 03龙文区 04龙海区 05长泰区 22云霄县 23漳浦县 24诏安县 26东山县 27南靖县 28平和县 29华安县"],
  ["350700", "南平市", "02延平区 03建阳区 21顺昌县 22浦城县 23光泽县 24松溪县 25政和县 81邵武市 82武夷山市 83建瓯市"],
  ["350800", "龙岩市", "02新罗区 03永定区 21长汀县 23上杭县 24武平县 25连城县 81漳平市"],
  ["350900", "宁德市", "02蕉城区 21霞浦县 22古田县 23屏南县 24寿宁县 25周宁县 26柘荣县 81福安市 82福鼎市"],
];

export interface RegionGroup {
  label: string;
  options: { value: string; label: string }[];
}

/** For a select: 省级, 市级, 区县. */
export const REGIONS: RegionGroup[] = [
  { label: "省级", options: [{ value: "350001", label: "福建省本级" }] },
  { label: "市级", options: CITIES.map(([value, name]) => ({ value, label: `${name}本级` })) },
  {
    label: "区县",
    options: CITIES.flatMap(([code, city, counties]) =>
      counties.split(" ").map((county) => ({ value: code.slice(0, 4) + county.slice(0, 2), label: `${city}${county.slice(2)}` })),
    ),
  },
];
