import type { Degradation, Figures, Road, RoadEvents, RoadKind } from './road.js';

/** A road in the hands of a test: it opens when and how the test says. */
export class FakeRoad implements Road {
  isClosed = false;
  reached = 0;
  private resolve!: (degradation: Degradation | undefined) => void;
  private reject!: (error: unknown) => void;
  private readonly opened = new Promise<Degradation | undefined>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor(
    readonly kind: RoadKind,
    private readonly events: RoadEvents,
  ) {}

  open = (): Promise<Degradation | undefined> => this.opened;
  progress = async (): Promise<number> => this.reached;
  figures = async (): Promise<Figures> => ({});
  close(): void {
    this.isClosed = true;
  }

  answer = (degradation?: Degradation): void => this.resolve(degradation);
  refuse = (error: unknown): void => this.reject(error);
  lose = (): void => this.events.onLost();
}
