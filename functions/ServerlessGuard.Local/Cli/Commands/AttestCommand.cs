using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard attest</c>: revalidates a deployment's revision and signs the result.</summary>
internal static class AttestCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var model = new Argument<string>("MODEL") { Description = "The model's id in the policy." };
        var deployment = new Option<string?>("--deployment")
        {
            Description = "The deployment's name at the platform; it need not carry traffic. Without it: the policy's.",
            HelpName = "NAME"
        };
        var attester = new Option<string>(
            "--attester")
        { Description = "The attester: an id among the policy's attesters.", HelpName = "ID", Required = true };
        var key = new Option<string>("--key-file")
        {
            Description = "The attester's private key (PEM). The deploying identity must not hold it.",
            HelpName = "FILE",
            Required = true
        };
        var file = new Option<string?>(
            "--out")
        { Description = "Write the signed statement here, passed or failed, instead of accepting it.", HelpName = "FILE" };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var upstream = new UpstreamOptionSet();
        var command = new Command(
            "attest", "Ask a deployment its whole probe suite, and sign that its revision passed (in-toto, DSSE, Ed25519).")
        {
            model, deployment, attester, key, file, policy, data, upstream.Upstream, upstream.KeyVariable, json,
            AttestKeyCommand.Create(terminal, clock),
            AttestAcceptCommand.Create(terminal, clock),
            AttestListCommand.Create(terminal, clock),
        };
        command.SetAction((result, cancellationToken) => upstream.RunAsync(
            result,
            terminal,
            clock,
            async (address, upstreamKey) =>
            {
                await using var services = CommandServices.OpenWatch(
                    terminal, result.GetValue(data)!, result.GetValue(policy), address, upstreamKey, clock);
                var current = services.GetRequiredService<IPolicySource>().Current;
                var asked = ProbesCommand.ModelOf(current, result.GetValue(model)!);
                var signer = AttestKeyCommand.Read(terminal, result.GetValue(key)!);
                CheckAttester(current, result.GetValue(attester)!, signer);
                var suite = ProbesCommand.SuiteOf(terminal, services.GetRequiredService<IProbeSuiteSource>(), asked);
                var place = result.GetValue(deployment) ?? asked.Deployment;
                await terminal.Error.WriteLineAsync(
                    $"Asking {place} {suite.Probes.Count} probes in {suite.Probes.Sum(static p => p.Calls)} calls.");
                var done = await RunAsync(
                    services.GetRequiredService<Revalidator>(), asked, place, suite, result.GetValue(attester)!, signer,
                    cancellationToken);
                return await EndAsync(
                    terminal, services.GetRequiredService<AttestationStore>(), done, result.GetValue(file), result.GetValue(json),
                    cancellationToken);
            },
            cancellationToken));
        return command;
    }

    private static void CheckAttester(GuardPolicy policy, string id, AttesterKey key)
    {
        if (!policy.Attesters.TryGetValue(id, out var attester))
        {
            throw new CommandException(
                $"The policy has no attester {id}.", $"Add it under attesters: {{ id: {id}, key: \"{key.PublicText}\", valid_for: 90d }}");
        }

        if (!attester.PublicKey.Span.SequenceEqual(key.PublicKey.Span))
        {
            throw new CommandException(
                $"This is not the key of the attester {id}.", "Name the key file that belongs to it, or the attester that it belongs to.");
        }
    }

    private static async Task<Revalidation> RunAsync(
        Revalidator revalidator, ModelPolicy model, string deployment, ProbeSuite suite, string attester, AttesterKey key,
        CancellationToken cancellationToken)
    {
        try
        {
            var done = await revalidator.RunAsync(model, deployment, suite, attester, key, cancellationToken);
            return done.RevisionChanged ? throw new CommandException(
                $"Another revision was put into {deployment} while it was asked, so nothing is attested.",
                "Attest again once nobody deploys.") : done;
        }
        catch (DeploymentPlatformException e)
        {
            throw new CommandException(e.Message, "", ExitCode.Failed, e);
        }
    }

    private static async Task<int> EndAsync(
        Terminal terminal, AttestationStore store, Revalidation done, string? file, bool json, CancellationToken cancellationToken)
    {
        AttestationResult? check = null;
        if (file is not null)
        {
            await using var stream = new FileStream(terminal.Resolve(file), FileMode.CreateNew, FileAccess.Write);
            await stream.WriteAsync(done.Envelope, cancellationToken);
        }
        else
        {
            check = await store.AcceptAsync(done.Envelope, AttestAcceptCommand.Actor, cancellationToken);
        }

        var passed = done.Report.Result.IsPassed && check?.Refusal is null;
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                passed,
                revision = done.Revision.Digest,
                modelName = done.Revision.ModelName,
                modelVersion = done.Revision.ModelVersion,
                attestation = check?.Attestation?.Id,
                expires = check?.Attestation?.Expires,
                refusal = AttestAcceptCommand.Word(check?.Refusal),
                report = ProbeTable.Json(done.Report)
            });
        }
        else
        {
            ProbeTable.Write(terminal, done.Report);
            await terminal.Out.WriteLineAsync(check switch
            {
                { Attestation: { } attestation } =>
                    $"Attested: {done.Revision.ModelName} {done.Revision.ModelVersion} ({done.Revision.Digest[..12]}) for {attestation.Model} until {attestation.Expires:u}.",
                { Refusal: { } refusal } => $"Not attested: {AttestAcceptCommand.Sentence(refusal)}",
                _ =>
                    $"Signed as {(done.Report.Result.IsPassed ? "PASSED" : "FAILED")}: {file}. 'guard attest accept' brings it to a guard.",
            });
        }

        return passed ? ExitCode.Success : ExitCode.Failed;
    }
}
