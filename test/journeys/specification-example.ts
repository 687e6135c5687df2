/** "JavaScript Example" of the terminal protocol in specification A, to the letter. */
const EXAMPLE = `const ws = new WebSocket('wss://portal.example.com/ws/ssh/1?token=...');

ws.onopen = () => {
  // Send terminal size
  ws.send(JSON.stringify({
    type: 'resize',
    cols: terminal.cols,
    rows: terminal.rows
  }));
};

ws.onmessage = (event) => {
  const msg = JSON.parse(event.data);
  if (msg.type === 'output') {
    terminal.write(msg.data);
  }
};

// Send user input
terminal.onData(data => {
  ws.send(JSON.stringify({type: 'input', data}));
});`;

/** The example as a reader would fill it in: the address of their portal, their service and their token. */
export const exampleFor = (portal: string, service: number, token: string): string =>
  EXAMPLE.replace('wss://portal.example.com/ws/ssh/1?token=...', () => {
    const address = new URL(`/ws/ssh/${service}?token=${token}`, portal);
    address.protocol = 'ws:';
    return address.href;
  });
