import { seededRandom } from '../../libs/testing/src/seeded-random.js';

/** The commonest words of English, in their order: the head of the vocabulary, and what its tail is modelled on. */
const COMMON =
  `the be to of and a in that have i it for not on with he as you do at this but his by from they we say her she
  or an will my one all would there their what so up out if about who get which go me when make can like time no just him
  know take people into year your good some could them see other than then now look only come its over think also back
  after use two how our work first well way even new want because any these give day most us is are was were been has had
  did said made went got came took saw knew thought found left right here where again always never still while before
  through between under house world school state family student group country problem hand part place case week company
  system program question government number night point home water room mother area money story fact month lot study book
  eye job word business issue side kind head service friend father power hour game line end member law car city community
  name president team minute idea kid body information nothing ago lead social understand whether watch together follow
  around parent stop face anything create public already speak others read level allow add office spend door health person
  art sure such war history party within grow result open change morning walk reason low win research girl guy early food
  moment himself air teacher force offer enough education remember foot second boy maybe toward able age policy everything
  love process music including consider appear actually buy probably human wait serve market die send expect sense build
  stay fall oh nation plan cut college interest death course someone experience behind reach local kill six remain effect
  suggest class control raise care perhaps little late hard field else pass former sell major sometimes require along
  development themselves report role better economic effort decide rate strong possible heart drug show leader light voice
  wife whole police mind finally pull return free military price less according decision explain son hope develop view
  relationship carry town road drive arm true federal break difference thank receive value international building action
  full model join season society tax director position player agree especially record pick wear paper special space ground
  form support event official whose matter everyone center couple site project hit base activity star table court produce
  american oil half situation easy cost industry figure street image itself phone either data cover quite picture clear
  practice piece land recent describe product doctor wall patient worker news test movie certain north personal third
  technology catch step baby computer type attention draw film republican tree source red nearly organization choose cause
  hair century evidence window difficult listen soon culture billion chance brother energy period summer realize hundred
  available plant likely opportunity term short letter condition choice single rule daughter administration south husband
  floor campaign material population economy medical hospital church close thousand risk current fire future wrong involve
  defense anyone increase security bank myself certainly west sport board seek per subject officer private rest behavior
  deal performance fight throw top quickly past goal bed order author fill represent focus foreign drop blood upon agency
  push nature color store reduce sound note fine near movement page enter share common poor natural race concern series
  significant similar hot language usually response dead rise animal factor decade article shoot east save seven artist
  scene stock career despite central eight thus treatment beyond happy exactly protect approach lie size dog fund serious
  occur media ready sign thought list individual simple quality pressure accept answer resource identify meeting determine
  prepare disease whatever success argue cup particularly amount ability staff recognize indicate character growth loss
  degree wonder attack herself region television box training pretty trade election everybody physical lay general feeling
  standard bill message fail outside arrive analysis benefit forward lawyer present section environmental glass skill
  sister professor operation financial crime stage compare authority miss design sort act ten knowledge gun station blue
  strategy clearly discuss indeed truth song example democratic check environment leg dark various rather laugh guess
  executive prove hang entire rock forget claim remove manager help enjoy network legal religious cold final main science
  green memory card above seat cell establish nice trial expert spring firm radio visit management avoid imagine tonight
  huge ball finish yourself theory impact respond statement maintain charge popular traditional onto reveal direction
  weapon employee cultural contain peace pain apply play measure wide shake fly interview manage chair fish particular
  camera structure politics perform bit weight suddenly discover candidate production treat trip evening affect inside
  conference unit style adult worry range mention deep edge specific writer trouble necessary throughout challenge fear
  shoulder institution middle sea dream bar beautiful property instead improve stuff server deploy script branch commit
  merge review release deadline coffee lunch docker kernel firewall router tunnel stream video screen laptop keyboard`
    .split(/\s+/)
    .filter((word) => word !== '');

export const VOCABULARY = 100_000;

/** Words that look English: each letter follows the two before it as in the common ones. */
const vocabulary = (random: () => number): string[] => {
  const followers = new Map<string, string>();
  for (const word of COMMON) {
    const marked = `  ${word} `;
    for (let at = 2; at < marked.length; at++) {
      const context = marked.slice(at - 2, at);
      followers.set(context, (followers.get(context) ?? '') + marked[at]);
    }
  }
  const words = new Set(COMMON);
  while (words.size < VOCABULARY) {
    let word = '  ';
    for (;;) {
      const next = followers.get(word.slice(-2))!;
      const letter = next[Math.floor(random() * next.length)]!;
      if (letter === ' ' || word.length > 17) break;
      word += letter;
    }
    if (word.length > 4) words.add(word.slice(2));
  }
  return [...words];
};

/** Deterministic chat: words by Zipf's law, messages of 5 to 65 of them, 200 bytes on average. */
export class ChatCorpus {
  readonly words: string[];
  private readonly random: () => number;
  private readonly cumulative: Float64Array;

  constructor(seed = 1) {
    this.random = seededRandom(seed).share;
    this.words = vocabulary(this.random);
    this.cumulative = new Float64Array(this.words.length);
    let sum = 0;
    for (let rank = 0; rank < this.words.length; rank++) this.cumulative[rank] = sum += 1 / (rank + 2.7) ** 1.02;
    for (let rank = 0; rank < this.words.length; rank++) this.cumulative[rank]! /= sum;
  }

  message(): string {
    const length = 5 + Math.floor(60 * this.random() ** 1.15);
    let text = this.word();
    for (let at = 1; at < length; at++) text += (this.random() < 0.08 ? ', ' : ' ') + this.word();
    return text[0]!.toUpperCase() + text.slice(1) + '.';
  }

  /** A number in 0..1, of the corpus's own sequence. */
  next(): number {
    return this.random();
  }

  /** A word as common as the corpus has it. */
  word(): string {
    const at = this.random();
    let low = 0;
    let high = this.cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cumulative[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return this.words[low]!;
  }
}
