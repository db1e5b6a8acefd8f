import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.ts';

/** What the choice of a microphone looks at. */
export interface Machine {
  platform: NodeJS.Platform;
  environment: NodeJS.ProcessEnv;
  exists(path: string): boolean;
  /** Names in a directory; none when it is not there. */
  list(directory: string): string[];
  /** What ffmpeg says about the devices Windows has. */
  listDirectShow(): Promise<string>;
}

/**
 * How ffmpeg is told to read a microphone.
 *
 * @param device its name, as the system calls it; the system's choice if left out
 * @throws Failure when there is none
 * @example await microphoneInput(undefined) // ['-f', 'pulse', '-i', 'default']
 */
export async function microphoneInput(device: string | undefined, machine: Machine = thisMachine): Promise<string[]> {
  if (machine.platform === 'darwin') return ['-f', 'avfoundation', '-i', `:${device ?? 'default'}`];
  if (machine.platform === 'win32') {
    const name = device ?? firstDirectShowMicrophone(await machine.listDirectShow());
    if (name === undefined) throw nothing('Connect one and allow desktop programs to use it.');
    return ['-f', 'dshow', '-i', `audio=${name}`];
  }
  const kind = linuxKind(device, machine);
  if (kind === undefined) {
    throw nothing('There is neither a sound server (PulseAudio, PipeWire) nor a capture device in /dev/snd.');
  }
  return ['-f', kind, '-i', device ?? 'default'];
}

function linuxKind(device: string | undefined, { environment, exists, list }: Machine): 'pulse' | 'alsa' | undefined {
  // As ALSA names its devices; PulseAudio has no colon there.
  if (device !== undefined && /^(plug)?hw:|^(plug)?hw$|^sysdefault/.test(device)) return 'alsa';
  const runtime = environment.XDG_RUNTIME_DIR ?? '';
  if (environment.PULSE_SERVER || (runtime !== '' && exists(path.join(runtime, 'pulse/native')))) return 'pulse';
  // pcmC0D0c: the last letter is c for capture.
  return list('/dev/snd').some((name) => /^pcmC\d+D\d+c$/.test(name)) ? 'alsa' : undefined;
}

/** @example firstDirectShowMicrophone('[dshow] "Headset" (audio)') // 'Headset' */
function firstDirectShowMicrophone(listing: string): string | undefined {
  return /"([^"]+)" \(audio\)/.exec(listing)?.[1];
}

const nothing = (what: string) =>
  new Failure(`No microphone was found. ${what} With --device NAME you can name one; a file or an address works too.`);

const thisMachine: Machine = {
  platform: process.platform,
  environment: process.env,
  exists: (file) => statSync(file, { throwIfNoEntry: false }) !== undefined,
  list(directory) {
    try {
      return readdirSync(directory);
    } catch {
      return [];
    }
  },
  // ffmpeg always fails at this, after it has said what was asked.
  listDirectShow: () =>
    new Promise((resolve) => {
      const args = ['-hide_banner', '-list_devices', 'true', '-f', 'dshow', '-i', 'dummy'];
      execFile('ffmpeg', args, (_error, stdout, stderr) => resolve(stdout + stderr));
    }),
};
