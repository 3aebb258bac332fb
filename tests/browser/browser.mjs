/** How Debian's Chromium is started: no network of its own, no graphics card. */
export const base = process.env.TRUCEWATCH_URL ?? 'http://127.0.0.1:5080';

export const launch = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--enable-unsafe-swiftshader',
  ],
};
