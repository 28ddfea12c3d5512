using ServerlessGuard.Core.Evidence.Controls;

namespace ServerlessGuard.Core.Tests.Evidence;

/// <summary>The controls that ship.</summary>
internal static class Shipped
{
    public static string File { get; } = Path.Combine(Path.GetDirectoryName(Policies.PolicyFiles.Shipped)!, "controls.yaml");

    private static readonly ControlsResult Loaded = ControlLoader.LoadFile(File);

    public static IReadOnlyList<Control> Controls =>
        Loaded.Controls ?? throw new InvalidOperationException(string.Join('\n', Loaded.Errors));
}
