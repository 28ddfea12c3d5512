using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Policies;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>
/// Under which policy <c>guard up</c> starts. It is always the file that one edits: the named one or the data folder's own. Where
/// there is none, <c>--model</c> makes a policy in memory, and a start with the simulated model writes one.
/// </summary>
/// <param name="File">The file whose changes are taken over. It need not exist yet.</param>
/// <param name="Initial">The policy in force until <paramref name="File"/> exists; null where it does.</param>
/// <param name="Origin">The origin of the policy, in a few words.</param>
internal sealed record UpPolicy(string File, GuardPolicy? Initial, string Origin)
{
    // The tool that the simulated model calls when it is asked to.
    private static readonly string[] SimulatedTools = ["crm.lookup", "refund.create"];

    /// <summary>Decides, and writes the policy of a first start. Throws a usage error where no model is named.</summary>
    public static async Task<UpPolicy> DecideAsync(UpRequest request, CancellationToken cancellationToken)
    {
        var own = Path.Combine(request.DataFolder, PolicyFiles.Name);
        var file = request.Policy ?? (System.IO.File.Exists(own) ? own : null);
        if (file is not null)
        {
            return request.Models.Count + request.Tools.Count == 0
                ? new(file, null, "the file")
                : throw CommandException.Usage(
                    $"--model and --tool are for a guard without a policy, and {file} is one.", "Add the names to that file.");
        }

        if (request.Models.Count > 0)
        {
            return new(own, InitCommand.Check(request.Models, request.Tools, request.Platform), "made in memory of --model");
        }

        if (request.StorageTargets.Stores is not null)
        {
            // Replicas are given a policy with their image or by --policy: none of them writes one for itself.
            return new(PolicyFiles.Shipped, null, "the one that ships");
        }

        if (request.Upstream is not null || request.Tools.Count > 0)
        {
            throw CommandException.Usage(
                "There is no policy, and nothing says which models may be asked for.",
                "Name them with --model NAME, or write a policy with 'guard init --model NAME'.");
        }

        await InitCommand.WriteAsync(
            request.DataFolder, own, [StarterPolicy.SimulatedModel], SimulatedTools, request.Platform, cancellationToken);
        return new(own, null, "written by this start");
    }
}
