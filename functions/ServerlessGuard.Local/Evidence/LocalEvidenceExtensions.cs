using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Evidence;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Local.Access;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Rotation;
using ServerlessGuard.Local.Telemetry;

namespace ServerlessGuard.Local.Evidence;

internal static class LocalEvidenceExtensions
{
    public const string ControlsName = "controls.yaml";

    /// <summary>The producer that this program's packs name.</summary>
    public static string CreatedBy => "guard " + GuardVersion.Text;

    /// <summary>
    /// Evidence on this machine's stores, with the data folder's own controls or the ones that ship, and its sources of facts.
    /// </summary>
    public static IServiceCollection AddLocalEvidence(
        this IServiceCollection services, string dataFolder, string policyFile, NoteKey? witness = null, string? controls = null)
    {
        services.AddLocalAuditLog();
        services.AddLocalRotation();
        services.AddLocalAccess(dataFolder, policyFile);
        services.AddAttestation(Path.GetDirectoryName(Path.GetFullPath(policyFile))!);
        services.TryAddSingleton<ScheduledEvidence>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPackStatements, AttestationStatements>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStateFactSource, AccessFacts>());
        return services.AddEvidence(
            new EvidenceOptions { CreatedBy = CreatedBy, ControlsFile = Choose(controls, dataFolder), Witness = witness });
    }

    /// <summary>The named file, else the data folder's own, else the one that ships.</summary>
    private static string Choose(string? named, string dataFolder)
    {
        var own = Path.Combine(dataFolder, ControlsName);
        return named ?? (File.Exists(own) ? own : Path.Combine(ShippedFiles.Folder, ControlsName));
    }
}
