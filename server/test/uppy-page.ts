// The page of the test with Uppy, bundled for the browser.
import Uppy, { type Body, type Meta } from '@uppy/core';
import Tus, { type TusOpts } from '@uppy/tus';

export interface PageUpload {
  endpoint: string;
  headers: Record<string, string>;
  /** Where the page gets the file from that it uploads. */
  source: string;
  options: Partial<TusOpts<Meta, Body>>;
}

/** Uploads the file as a page does, and presses "try again" when Uppy has given up. @returns the address of the upload */
async function uploadWithUppy({ endpoint, headers, source, options }: PageUpload): Promise<string> {
  const data = await (await fetch(source)).blob();
  const uppy = new Uppy<Meta, Body>({ meta: { language: 'xx' } });
  uppy.use(Tus, { endpoint, headers, withCredentials: true, retryDelays: [0, 50, 100, 200, 400, 800], ...options });
  uppy.on('upload-progress', (_, { bytesUploaded }) => {
    document.title = String(bytesUploaded);
  });
  uppy.addFile({ name: 'content.wav', type: 'audio/wav', data: new File([data], 'content.wav', { lastModified: 1 }) });
  let result = await uppy.upload();
  for (const deadline = Date.now() + 45_000; result?.failed?.length && Date.now() < deadline; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    result = await uppy.retryAll();
  }
  const address = result?.successful?.[0]?.uploadURL;
  if (!address) throw new Error(String(result?.failed?.[0]?.error ?? 'the upload failed'));
  return address;
}

declare global {
  var upload: (given: PageUpload) => Promise<string>;
}
globalThis.upload = uploadWithUppy;
