import type { Person, Room } from './world.js';

/** A message somebody asked to store. */
export interface Said {
  room: Room;
  author: Person;
  /** Only the device that wrote it edits it, so that there is an order. */
  device: string;
  /** The last one confirmed, and what is being asked. */
  texts: Set<string>;
  /** Asked for and never answered: may come true at any time. */
  strays: Set<string>;
  nonce: string | undefined;
  /** Once it was acknowledged. */
  id?: number;
  deletion?: 'asked' | 'acknowledged';
}

/** An odd number of confirmed turns is on; one without an answer leaves it open. */
interface Switch {
  isOn: boolean;
  isOpen: boolean;
}

/** What the clients asked for and were told, apart from what anybody was shown. */
export class Ledger {
  readonly said: Said[] = [];
  private readonly byText = new Map<string, Said>();
  private readonly byId = new Map<number, Said>();
  readonly switches = new Map<string, Switch>();
  /** `person room`: the last confirmed mark. */
  readonly marks = new Map<string, number>();

  say(said: Said): void {
    this.said.push(said);
    for (const text of said.texts) this.byText.set(text, said);
  }

  acknowledge(said: Said, id: number): void {
    said.id = id;
    this.byId.set(id, said);
  }

  ofText(text: string): Said | undefined {
    return this.byText.get(text);
  }

  ofId(id: number): Said | undefined {
    return this.byId.get(id);
  }

  askEdit(said: Said, text: string): void {
    said.texts.add(text);
    this.byText.set(text, said);
  }

  turn(name: string, isConfirmed: boolean): void {
    const one = this.switches.get(name) ?? { isOn: false, isOpen: false };
    if (isConfirmed) one.isOn = !one.isOn;
    else one.isOpen = true;
    this.switches.set(name, one);
  }

  mark(person: Person, room: Room, id: number): void {
    const key = `${person.name} ${room.name}`;
    this.marks.set(key, Math.max(id, this.marks.get(key) ?? 0));
  }
}
