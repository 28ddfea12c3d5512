namespace ServerlessGuard.Core.Events;

/// <summary>Who changed a resource and from where, as an event tells. A hint: whoever holds a topic can write one.</summary>
/// <param name="Resource">The ARM id, as it was told.</param>
/// <param name="Actor"><c>app:ID</c> or <c>user:OBJECT-ID</c>; null when it is not told.</param>
/// <param name="Address">The address that the call came from.</param>
/// <param name="ObjectId">The actor's object id in the directory, by which grants name it; null when it is not told.</param>
public sealed record ChangeHint(string Event, string Resource, string? Operation, string? Actor, string? Address, string? ObjectId = null);
