using ServerlessGuard.Functions.Tests.Authorization;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>The work of a duty in the scenario.</summary>
/// <param name="Driven">Its functions that ran.</param>
/// <param name="Denied">Requests that its grants do not cover.</param>
/// <param name="Unused">Rights that no request needed.</param>
internal sealed record DutyScenario(IReadOnlyList<string> Driven, IReadOnlyList<string> Denied, IReadOnlyList<Right> Unused);
