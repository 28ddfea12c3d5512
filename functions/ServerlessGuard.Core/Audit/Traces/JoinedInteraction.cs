namespace ServerlessGuard.Core.Audit.Traces;

/// <summary>One interaction of a story, and why it belongs there.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Join">How it came in.</param>
/// <param name="With">The id or trace it was joined by; the subject itself where it was asked for.</param>
public sealed record JoinedInteraction(string Id, StoryJoin Join, string With);
