using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>The controls of a file, or every error in it.</summary>
public sealed record ControlsResult(IReadOnlyList<Control>? Controls, IReadOnlyList<PolicyError> Errors);
