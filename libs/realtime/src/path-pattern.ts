export type PathParams = Readonly<Record<string, string>>;

/** `/ws/:plugin/:service`: a segment with a colon takes any one non-empty segment. */
export class PathPattern {
  private readonly segments: readonly string[];
  /** Patterns with more fixed segments are tried first. */
  readonly weight: number;

  constructor(pattern: string) {
    this.segments = pattern.split('/');
    this.weight = this.segments.filter((segment) => !segment.startsWith(':')).length;
  }

  match(path: string): PathParams | undefined {
    const given = path.split('/');
    if (given.length !== this.segments.length) return undefined;
    const params: Record<string, string> = {};
    for (const [at, segment] of this.segments.entries()) {
      const value = given[at]!;
      if (!segment.startsWith(':')) {
        if (segment !== value) return undefined;
        continue;
      }
      const decoded = decodeSegment(value);
      if (!decoded) return undefined;
      params[segment.slice(1)] = decoded;
    }
    return params;
  }
}

const decodeSegment = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};
