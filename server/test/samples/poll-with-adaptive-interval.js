function getPollingInterval(elapsedTime) {
  // Adaptive polling: slower as time progresses
  if (elapsedTime < 60000) {
    return 3000; // 3 seconds for first minute
  } else if (elapsedTime < 300000) {
    return 5000; // 5 seconds for next 4 minutes
  } else {
    return 10000; // 10 seconds after 5 minutes
  }
}
async function pollWithAdaptiveInterval(sessionId, token) {
  const startTime = Date.now();
  while (true) {
    const response = await fetch(
      `https://api.scriptix.io/api/v3/speech-to-text/session/${sessionId}`,
      { headers: { 'Authorization': `Bearer ${token}` } }
    );
    const session = await response.json();
    if (session.status === 'completed') {
      return session;
    } else if (session.status === 'failed') {
      throw new Error(session.error);
    }
    const elapsed = Date.now() - startTime;
    const interval = getPollingInterval(elapsed);
    await new Promise(resolve => setTimeout(resolve, interval));
  }
}
