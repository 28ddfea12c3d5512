namespace ServerlessGuard.Azure.Drills;

/// <summary>Where the gateway answers, ending in a slash, and the audience of its tokens, such as <c>api://ID</c>.</summary>
public sealed record CalledDrillOptions(Uri Gateway, string Audience);
