// As in the migration guide of the original documentation, but for `export` and the type, which stands elsewhere in it.
// biome-ignore-all lint: not ours
// biome-ignore-all format: not ours
type DocumentDownloadUrlResponse = any;

export async function getDocument(
  sessionId: string,
  documentId: string,
  format: string = 'json',
  directDownload: boolean = false
) {
  const params = new URLSearchParams({ format });
  if (directDownload) {
    params.append('direct_download', 'true');
  }

  const response = await fetch(
    `/v3/speech-to-text/${sessionId}/document/${documentId}?${params}`,
    { headers: { 'X-Zoom-S2T-Key': 'YOUR_TOKEN' } }
  );

  const data: DocumentDownloadUrlResponse = await response.json();

  if (directDownload && data.result.download_url) {
    // Handle direct download URL
    return {
      url: data.result.download_url,
      expiresIn: data.result.expires_in,
      filename: data.result.filename,
      contentType: data.result.content_type,
      metadata: {
        id: data.result.id,
        created: data.result.created,
        language: data.result.language,
        finished: data.result.finished,
      }
    };
  } else {
    // Handle embedded document content
    return {
      document: data.result.document, // ✅ Still works!
      filename: data.result.filename,
      metadata: {
        id: data.result.id,
        created: data.result.created,
        language: data.result.language,
        finished: data.result.finished,
      }
    };
  }
}

// The fetches of the same guide's "before" and "after", and of its React component.
export async function oldDownload(url: string, headers: Record<string, string>) {
  const response = await fetch(url, { headers });
  const blob = await response.blob();
  return blob;
}

export async function newDownload(url: string, headers: Record<string, string>) {
  // Step 1: Get download URL
  const response = await fetch(url + '&direct_download=true', { headers });
  const { result } = await response.json();

  // Step 2: Download from URL
  const fileResponse = await fetch(result.download_url);
  const blob = await fileResponse.blob();
  return blob;
}

export async function loadDocument(sessionId: string, documentId: string, setDocument: any, setMetadata: any) {
  const response = await fetch(
    `/v3/speech-to-text/${sessionId}/document/${documentId}?format=json`
  );
  const data: DocumentDownloadUrlResponse = await response.json();

  // Access document content (backward compatible)
  setDocument(data.result.document);

  // NEW: Now you can also access metadata!
  setMetadata({
    id: data.result.id,
    created: data.result.created,
    language: data.result.language,
    finished: data.result.finished,
  });
}
