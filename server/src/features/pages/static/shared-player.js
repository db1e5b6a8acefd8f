/** The recording: plays where it is told to, and says where it is. */

import { getSession, here } from './shared-api.js';

/** Makes the player; without a recording nothing plays. @param onTime is told the time in milliseconds while it plays */
export function openPlayer(place, session, onTime) {
  if (!session.media_url) return { has: false, playFrom: () => {} };
  const media = document.createElement(session.media_type?.startsWith('video/') ? 'video' : 'audio');
  media.controls = true;
  media.preload = 'metadata';
  media.setAttribute('aria-label', 'Recording');
  media.src = here(session.media_url);
  place.replaceChildren(media);

  const tell = () => onTime(media.currentTime * 1_000);
  let frame = 0;
  const follow = () => {
    tell();
    frame = requestAnimationFrame(follow);
  };
  media.addEventListener('play', () => {
    cancelAnimationFrame(frame);
    follow();
  });
  media.addEventListener('pause', () => cancelAnimationFrame(frame));
  media.addEventListener('seeked', tell);

  // The address of the recording is good for an hour: after a long break there is a new one.
  let renewed = 0;
  media.addEventListener('error', async () => {
    if (Date.now() - renewed < 10_000) return;
    renewed = Date.now();
    const [at, wasPlaying] = [media.currentTime, !media.paused];
    const answer = await getSession();
    if (!answer.ok || !answer.body.result.media_url) return;
    media.src = here(answer.body.result.media_url);
    media.currentTime = at;
    if (wasPlaying) await media.play().catch(() => {});
  });

  return {
    has: true,
    playFrom(ms) {
      media.currentTime = ms / 1_000;
      media.play().catch(() => {});
    },
  };
}
