async function pollWithTimeout(sessionId, token, timeoutMs = 600000) {
  const startTime = Date.now();
  const pollInterval = 5000; // 5 seconds
  while (true) {
    // Check timeout
    if (Date.now() - startTime > timeoutMs) {
      throw new Error('Polling timeout exceeded');
    }
    const response = await fetch(
      `https://api.scriptix.io/api/v3/speech-to-text/session/${sessionId}`,
      { headers: { 'Authorization': `Bearer ${token}` } }
    );
    const session = await response.json();
    if (session.status === 'completed') {
      return session;
    } else if (session.status === 'failed') {
      throw new Error(`Transcription failed: ${session.error}`);
    }
    await new Promise(resolve => setTimeout(resolve, pollInterval));
  }
}
// Usage with 10-minute timeout
try {
  const session = await pollWithTimeout('abc123def456', YOUR_TOKEN, 600000);
  console.log('Success!', session.document.id);
} catch (error) {
  console.error('Error:', error.message);
}
