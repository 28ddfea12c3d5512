using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Evidence;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Local.Hosting;

namespace ServerlessGuard.Local.Evidence;

internal static class LocalEvidenceExtensions
{
    public const string ControlsName = "controls.yaml";

    /// <summary>What packs of this program say that made them.</summary>
    public static string MadeBy => "guard " + GuardVersion.Text;

    /// <summary>Evidence on this machine's stores, with the controls beside the policy or the ones that ship.</summary>
    public static IServiceCollection AddLocalEvidence(this IServiceCollection services, string dataFolder, NoteKey? witness = null, string? controls = null)
    {
        services.TryAddSingleton(new EvidenceLoopOptions());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPackStatements, AttestationStatements>());
        return services.AddEvidence(new EvidenceOptions { MadeBy = MadeBy, ControlsFile = Choose(controls, dataFolder), Witness = witness });
    }

    /// <summary>The named file, else the data folder's own, else the one that ships.</summary>
    private static string Choose(string? named, string dataFolder)
    {
        var own = Path.Combine(dataFolder, ControlsName);
        return named ?? (File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, "policies", ControlsName));
    }
}
