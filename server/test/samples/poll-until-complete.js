async function pollUntilComplete(sessionId, token) {
  const baseUrl = 'https://api.scriptix.io/api/v3/speech-to-text/session';
  while (true) {
    const response = await fetch(`${baseUrl}/${sessionId}`, {
        headers: { 'Authorization': `Bearer ${token}` }
      });
    const session = await response.json();
    if (session.status === 'completed') {
      console.log('transcription complete!');
      return session;
    } else if (session.status === 'failed') {
      throw new Error(`Transcription failed: ${session.error}`);
    }
    console.log(`Status: ${session.status}, waiting...`);
    await new Promise(resolve => setTimeout(resolve, 5000)); // Wait 5 seconds
  }
}
// Usage
try {
  const session = await pollUntilComplete('abc123def456', YOUR_TOKEN);
  console.log('Document ID:', session.document.id);
} catch (error) {
  console.error('Error:', error.message);
}
