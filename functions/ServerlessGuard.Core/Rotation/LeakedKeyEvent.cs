namespace ServerlessGuard.Core.Rotation;

/// <summary>The data of <c>ServerlessGuard.CredentialLeaked</c>. <paramref name="Marks"/>: HMAC-SHA-256 of each text, lower-case hex.</summary>
internal sealed record LeakedKeyEvent(string Interaction, IReadOnlyList<string> Marks);
