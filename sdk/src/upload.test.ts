import { expect, it } from 'vitest';
import { metadataOf } from './upload.ts';

it('writes settings as the text that TUS metadata is', () => {
  const metadata = metadataOf(
    { name: 'talk.mp3', type: '' },
    {
      language: 'en',
      punctuation: true,
      keep_source: false,
      multichannel: null,
      folder_id: 7,
      document: { document_type: 'caption' },
      meta_data: { a: 'b' },
      onProgress: () => {},
      retryDelaysMs: [],
    },
  );
  expect(metadata).toEqual({
    language: 'en',
    punctuation: 'true',
    keep_source: 'false',
    folder_id: '7',
    document: '{"document_type":"caption"}',
    meta_data: '{"a":"b"}',
    filename: 'talk.mp3',
  });
});

it('takes name and type from the options before the file', () => {
  const metadata = metadataOf({ name: 'blob', type: 'audio/wav' }, { filename: 'talk.wav', filetype: 'audio/x-wav' });
  expect(metadata).toEqual({ filename: 'talk.wav', filetype: 'audio/x-wav' });
});
