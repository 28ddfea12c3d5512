namespace ServerlessGuard.Core.Content;

/// <summary>A legal hold. <see cref="Subject"/> is <c>interaction~ID</c> or <c>application~ID</c>.</summary>
public sealed record ContentHold(string Subject, string Reason, string Actor, DateTimeOffset Since);
