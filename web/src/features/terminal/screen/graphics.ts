let answer: boolean | undefined;

/** Whether WebGL would be drawn by hardware: computed by the processor it is slower than elements of the page. */
export const hasGraphicsHardware = (): boolean => {
  if (answer !== undefined) return answer;
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return (answer = context !== null);
};
