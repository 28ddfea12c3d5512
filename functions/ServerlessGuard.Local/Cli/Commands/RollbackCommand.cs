using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>
/// <c>guard rollback</c>: takes a model back to its last attested revision that answers its probes, or to one that is named.
/// </summary>
internal static class RollbackCommand
{
    /// <summary>For commands that ask no model: nothing listens there.</summary>
    public static readonly Uri NoUpstream = new("http://127.0.0.1:9/");

    private const int ShortestDigest = 6;

    public static string Actor => $"user:{Environment.UserName}";

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var model = new Argument<string>("MODEL") { Description = "The model's id in the policy." };
        var to = new Option<string?>("--to")
        {
            Description = "The attested revision to go to: its digest, or the first characters of it ('guard attest list' shows them).",
            HelpName = "REVISION"
        };
        var dry = new Option<bool>("--dry-run") { Description = "Say where it would go and change nothing. The probes are not asked." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var upstream = new UpstreamOptionSet();
        var command = new Command("rollback", "Take a model back to its last attested revision that answers its probes.")
        {
            model,
            to,
            dry,
            policy,
            data,
            upstream.Upstream,
            upstream.KeyVariable,
            json
        };
        command.SetAction((result, cancellationToken) => upstream.RunAsync(
            result,
            terminal,
            clock,
            async (address, key) =>
            {
                await using var services = CommandServices.OpenWatch(
                    terminal, result.GetValue(data)!, result.GetValue(policy), address, key, clock);
                var asked = ModelOf(services, result.GetValue(model)!);
                if (!services.GetRequiredService<Rollbacks>().CanRollBack(asked))
                {
                    throw new CommandException(
                        $"This machine's guard has no adapter for {asked.Platform}.",
                        $"The function app of the duty deployer rolls it back. 'guard stop {asked.Id}' stops it here.");
                }

                var trigger = new RollbackTrigger
                {
                    Id = $"request:{services.GetRequiredService<IEntropy>().NewId()}",
                    Model = asked.Id,
                    Cause = RollbackCause.Requested,
                    Actor = Actor,
                    ToRevision = await DigestAsync(services, asked, result.GetValue(to), cancellationToken),
                };
                return result.GetValue(dry)
                    ? await PreviewAsync(terminal, services, asked, trigger, result.GetValue(json), cancellationToken)
                    : await RunAsync(terminal, services, asked, trigger, result.GetValue(json), cancellationToken);
            },
            cancellationToken));
        return command;
    }

    public static ModelPolicy ModelOf(IServiceProvider services, string id)
    {
        var models = services.GetRequiredService<IPolicySource>().Current.Models;
        return models.TryGetValue(id, out var model)
            ? model
            : throw new CommandException(
                $"The policy has no model {id}.", $"It has {string.Join(", ", models.Keys.Order(StringComparer.Ordinal))}.");
    }

    private static async Task<string?> DigestAsync(
        IServiceProvider services, ModelPolicy model, string? start, CancellationToken cancellationToken)
    {
        if (start is null)
        {
            return null;
        }

        if (start.Length < ShortestDigest)
        {
            throw CommandException.Usage($"--to {start} is too short.", $"Give at least {ShortestDigest} characters of the digest.");
        }

        var attested = await services.GetRequiredService<IAttestations>().ListAsync(model.Id, cancellationToken);
        return attested.Select(static a => a.Revision.Digest)
            .Distinct()
            .Where(d => d.StartsWith(start, StringComparison.Ordinal))
            .ToList() switch
        {
            [var digest] => digest,
            [] => throw new CommandException(
                $"No valid attestation of {model.Id} is for a revision {start}.",
                "A rollback only goes to an attested revision: 'guard attest list' shows them."),
            _ => throw new CommandException($"More than one attested revision begins with {start}.", "Give more characters of the digest."),
        };
    }

    private static async Task<int> PreviewAsync(
        Terminal terminal, IServiceProvider services, ModelPolicy model, RollbackTrigger trigger, bool json,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<RollbackOption> options;
        try
        {
            options = await services.GetRequiredService<RollbackPreview>().ReadAsync(model, trigger, cancellationToken);
        }
        catch (DeploymentPlatformException exception)
        {
            throw new CommandException(exception.Message, "", ExitCode.Failed, exception);
        }

        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                model = model.Id,
                options = options.Select(static o => new
                {
                    o.Target.Deployment,
                    revision = o.Target.Revision.Digest,
                    o.Target.Revision.ModelName,
                    o.Target.Revision.ModelVersion,
                    o.Target.Attestation,
                    o.IsDeployed
                })
            });
        }
        else if (options.Count == 0)
        {
            await terminal.Out.WriteLineAsync(
                $"It would pause {model.Id}: no other revision of it is attested. 'guard attest {model.Id}' revalidates one.");
        }
        else
        {
            var (target, stands) = options[0];
            await terminal.Out.WriteLineAsync(
                $"It would {(stands ? "" : "put it into and ")}send every call to {target.Deployment}: {target.Revision.ModelName} {target.Revision.ModelVersion} ({target.Revision.Digest[..12]}), if it answers its probes.");
        }

        return options.Count > 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, IServiceProvider services, ModelPolicy model, RollbackTrigger trigger, bool json,
        CancellationToken cancellationToken)
    {
        var rollbacks = services.GetRequiredService<Rollbacks>();
        await rollbacks.RequestAsync(trigger, cancellationToken);
        var state = await rollbacks.FinishAsync(model, cancellationToken);
        var rollback = state.Rollback!;
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                model = model.Id,
                rollback = rollback.Id,
                step = WireName.Of(rollback.Step),
                means = rollback.Method is { } method ? WireName.Of(method) : null,
                deployment = rollback.Target?.Deployment,
                revision = rollback.Target?.Revision.Digest,
                rollback.Fault,
                restoredMilliseconds = (long?)(rollback.Restored - rollback.Started)?.TotalMilliseconds,
            });
        }
        else
        {
            await terminal.Out.WriteLineAsync(rollback switch
            {
                { Step: RollbackStep.Done, Target: { } target, Restored: { } restored } =>
                    $"{model.Id} is served by {target.Deployment}: {target.Revision.ModelName} {target.Revision.ModelVersion} ({target.Revision.Digest[..12]}), {(restored - rollback.Started).TotalSeconds:0.00} s after the request.",
                { Step: RollbackStep.Done } => $"{model.Id}: done ({rollback.Method}).",
                _ =>
                    $"{model.Id} is paused: no attested revision answered its probes ({rollback.Fault}). 'guard attest {model.Id}' revalidates one, then roll back again.",
            });
        }

        return rollback.Step == RollbackStep.Done ? ExitCode.Success : ExitCode.Failed;
    }
}
