using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction;

/// <summary>An exact plan names an action that cannot be done with a value. Tells the value's kind, never the value.</summary>
public sealed class ActionNotPossibleException(string kind, GuardAction action, string reason)
    : Exception($"A value of kind {kind} cannot get the action {WireName.Of(action)}: {reason}.")
{
    public string Kind { get; } = kind;

    public GuardAction Action { get; } = action;
}
