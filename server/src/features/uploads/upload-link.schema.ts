import { Type } from 'typebox';
import { DualOne, Timestamp } from '../../platform/http/envelope.ts';

export const UploadLinkAnswer = DualOne({
  upload_url: Type.String({ description: 'Takes one PUT with the bytes of the file, without a key' }),
  expires_at: Timestamp,
  session_id: Type.String(),
  max_file_size: Type.Integer({ description: 'Bytes' }),
});

export const UploadLinkQuery = Type.Object({
  expires: Type.Integer({ minimum: 0, maximum: 99_999_999_999 }),
  signature: Type.String({ maxLength: 100 }),
});
