using ServerlessGuard.Core.Evidence.Controls;

namespace ServerlessGuard.Core.Tests.Evidence;

/// <summary>The controls that ship.</summary>
internal static class Shipped
{
    public static string File { get; } = Path.Combine(Path.GetDirectoryName(Policies.PolicyFiles.Shipped)!, "controls.yaml");

    public static IReadOnlyList<Control> Controls { get; } = ControlLoader.LoadFile(File).Controls!;
}
