/** How far a group of pictures may be from the usual rate before it is taken for one with a gap. */
const TOLERANCE = 0.05;

/** Finds out how long frames are shown, from times that are rounded, reordered by B-frames and sometimes far apart. */
export class FrameRate {
  private readonly groups: { frames: number; ticks: number }[] = [];
  private frames = 0;
  private start: number | undefined;
  private end = 0;

  /** In decoding order; `time` is when the frame is shown. */
  count(time: number, isKey: boolean): void {
    if (isKey && this.start !== undefined) {
      this.groups.push({ frames: this.frames, ticks: time - this.start });
      this.frames = 0;
    }
    if (isKey) this.start = time;
    this.frames++;
    this.end = Math.max(this.end, time);
  }

  /** Over all whole groups of pictures without gaps; undefined before two frames. */
  get frameTicks(): number | undefined {
    const groups = this.groups.filter(({ ticks }) => ticks > 0);
    const usual = groups.map(({ frames, ticks }) => ticks / frames).toSorted((a, b) => a - b)[groups.length >> 1];
    if (usual === undefined) return this.frames > 1 ? (this.end - this.start!) / (this.frames - 1) : undefined;
    const even = groups.filter(({ frames, ticks }) => Math.abs(ticks / frames / usual - 1) <= TOLERANCE);
    const sum = even.reduce((a, b) => ({ frames: a.frames + b.frames, ticks: a.ticks + b.ticks }));
    return sum.ticks / sum.frames;
  }
}
