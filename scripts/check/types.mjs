import path from 'node:path';
import ts from 'typescript';

// node scripts/check/types.mjs <tsconfig>: type errors, and promises nobody waits for, from one pass over the program.

const host = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (/** @type {ts.Diagnostic} */ fault) => report([fault]),
};
const config = ts.getParsedCommandLineOfConfigFile(process.argv[2], { noEmit: true }, host);
if (!config) process.exit(1);

const program = ts.createProgram({ rootNames: config.fileNames, options: config.options });
const checker = program.getTypeChecker();
const faults = [...config.errors, ...ts.getPreEmitDiagnostics(program)];
for (const source of program.getSourceFiles()) {
  if (!source.isDeclarationFile && !source.fileName.includes('/node_modules/')) visit(source, source);
}
report(faults);
process.exit(faults.length > 0 ? 1 : 0);

/** @param {ts.Node} node @param {ts.SourceFile} source */
function visit(node, source) {
  if (ts.isExpressionStatement(node) && isForgotten(node.expression)) {
    faults.push({
      ...{ category: ts.DiagnosticCategory.Error, code: 0, file: source, start: node.getStart(source), length: 0 },
      messageText:
        'Nobody waits for this promise: await it, return it, catch it, or say `void` where its failure cannot matter.',
    });
  }
  ts.forEachChild(node, (child) => visit(child, source));
}

/** @param {ts.Expression} expression */
function isForgotten(expression) {
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) return false;
  if (isAssignment(expression)) return false;
  if (isHandled(expression)) return false;
  const type = checker.getTypeAtLocation(expression);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(
    (part) => !(part.flags & ts.TypeFlags.Any) && part.getProperty('then') && part.getProperty('catch'),
  );
}

/** @param {ts.Expression} expression */
function isAssignment(expression) {
  if (!ts.isBinaryExpression(expression)) return false;
  const { kind } = expression.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `….catch(handler)`, `….then(done, handler)`, also before a `.finally`. @param {ts.Expression} expression @returns {boolean} */
function isHandled(expression) {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false;
  const { name, expression: receiver } = expression.expression;
  if (name.text === 'catch') return expression.arguments.length > 0;
  if (name.text === 'then') return expression.arguments.length > 1;
  return name.text === 'finally' && isHandled(receiver);
}

/** @param {readonly ts.Diagnostic[]} diagnostics */
function report(diagnostics) {
  const root = process.cwd();
  const format = {
    getCanonicalFileName: (/** @type {string} */ name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  };
  for (const fault of diagnostics) {
    const { file, start } = fault;
    const place = file && start !== undefined ? file.getLineAndCharacterOfPosition(start) : undefined;
    const where =
      file && place ? `${path.relative(root, file.fileName)}:${place.line + 1}:${place.character + 1} ` : '';
    console.log(
      `${where}${fault.code ? `TS${fault.code} ` : ''}${ts.flattenDiagnosticMessageText(fault.messageText, format.getNewLine())}`,
    );
  }
}
