using Pulumi;

namespace ServerlessGuard.Infra;

/// <summary>
/// The settings are bad; the message has one line for every fault, with its key and the suggested fix. Pulumi shows the message alone.
/// </summary>
public sealed class SettingsException(
    IReadOnlyList<string> faults) : RunException("The settings cannot be used:" + string.Concat(faults.Select(f => "\n  " + f)))
{
    public IReadOnlyList<string> Faults { get; } = faults;

    public static void ThrowIfAny(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
            throw new SettingsException(faults);
    }
}
