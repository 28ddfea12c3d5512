using ServerlessGuard.Functions.Tests.Door;

namespace ServerlessGuard.Functions.Tests.Story;

/// <summary>What a duty did in the story.</summary>
/// <param name="Driven">Its functions that ran.</param>
/// <param name="Denied">Requests that its grants do not cover.</param>
/// <param name="Unused">Rights that no request needed.</param>
internal sealed record DutyTale(IReadOnlyList<string> Driven, IReadOnlyList<string> Denied, IReadOnlyList<Right> Unused);
