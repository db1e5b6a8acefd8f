import { describe, expect, it } from 'vitest';
import { type Machine, microphoneInput } from './microphone.ts';
import { lastColumns } from './screen.ts';

const machine = (changes: Partial<Machine>): Machine => ({
  platform: 'linux',
  environment: {},
  exists: () => false,
  list: () => [],
  listDirectShow: async () => '',
  ...changes,
});

describe('microphoneInput', () => {
  it('is the sound server where there is one, else what the kernel has', async () => {
    const withServer = machine({
      environment: { XDG_RUNTIME_DIR: '/run/user/1' },
      exists: (file) => file === '/run/user/1/pulse/native',
      list: () => ['pcmC0D0c'],
    });
    expect(await microphoneInput(undefined, withServer)).toEqual(['-f', 'pulse', '-i', 'default']);
    expect(await microphoneInput('my.source', withServer)).toEqual(['-f', 'pulse', '-i', 'my.source']);
    expect(await microphoneInput('hw:1,0', withServer)).toEqual(['-f', 'alsa', '-i', 'hw:1,0']);
    const remote = machine({ environment: { PULSE_SERVER: 'host' } });
    expect(await microphoneInput(undefined, remote)).toEqual(['-f', 'pulse', '-i', 'default']);
    const bare = machine({ list: () => ['controlC0', 'pcmC0D0p', 'pcmC1D0c'] });
    expect(await microphoneInput(undefined, bare)).toEqual(['-f', 'alsa', '-i', 'default']);
  });

  it('other systems', async () => {
    expect(await microphoneInput(undefined, machine({ platform: 'darwin' }))).toEqual([
      ...['-f', 'avfoundation', '-i', ':default'],
    ]);
    const listing = '[dshow] "Camera" (video)\n[dshow]   Alternative name "x"\n[dshow] "Headset (USB)" (audio)\n';
    const windows = machine({ platform: 'win32', listDirectShow: async () => listing });
    expect(await microphoneInput(undefined, windows)).toEqual(['-f', 'dshow', '-i', 'audio=Headset (USB)']);
    expect(await microphoneInput('Other', windows)).toEqual(['-f', 'dshow', '-i', 'audio=Other']);
  });

  it('says that there is none', async () => {
    const none = [machine({ list: () => ['pcmC0D0p'] }), machine({ platform: 'win32' })];
    for (const without of none) {
      await expect(microphoneInput(undefined, without)).rejects.toThrow(/No microphone was found\..*--device/);
    }
  });
});

describe('lastColumns', () => {
  it.each([
    ['one two', 7, 'one two'],
    ['one two three', 6, '…three'],
    ['語語語', 6, '語語語'],
    ['語語語', 5, '…語語'],
    ['語語語', 4, '…語'],
    ['words', 0, ''],
  ])('%s in %i: %s', (text, columns, expected) => {
    expect(lastColumns(text, columns)).toBe(expected);
  });
});
