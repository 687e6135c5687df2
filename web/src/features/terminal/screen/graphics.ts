/** Chromium does not count its own as a performance caveat. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render/i;

let answer: boolean | undefined;

/** Where the processor draws for a missing graphics card, elements of the page take output 25 times as fast. */
export const hasGraphicsHardware = (): boolean => {
  if (answer !== undefined) return answer;
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  const info = context?.getExtension('WEBGL_debug_renderer_info');
  const renderer = info ? String(context?.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  answer = context !== null && !SOFTWARE.test(renderer);
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return answer;
};
