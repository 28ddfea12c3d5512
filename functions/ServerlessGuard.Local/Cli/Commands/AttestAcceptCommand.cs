using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Hosting;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard attest accept</c>: verifies an attestation that was signed elsewhere, and keeps it.</summary>
internal static class AttestAcceptCommand
{
    // The operator is the account that may write the data folder; the system knows no more than that.
    public const string Actor = "user:local";

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var file = new Argument<string>("FILE") { Description = "The signed statement, as 'guard attest --out' writes it." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("accept", "Verify an attestation that was signed elsewhere, and keep it.") { file, policy, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenWatch(
                terminal, result.GetValue(data)!, result.GetValue(policy), WatchServices.NoModel, null, clock);
            var check = await services.GetRequiredService<AttestationStore>()
                .AcceptAsync(await ReadAsync(terminal.Resolve(result.GetValue(file)!), cancellationToken), Actor, cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, new
                {
                    accepted = check.Attestation is not null,
                    attestation = check.Attestation?.Id,
                    check.Attestation?.Model,
                    revision = check.Attestation?.Revision.Digest,
                    check.Attestation?.Attester,
                    check.Attestation?.Expires,
                    refusal = Word(check.Refusal)
                });
            }
            else
            {
                await terminal.Out.WriteLineAsync(check.Attestation is { } attestation
                    ? $"Accepted: {attestation.Revision.ModelName} {attestation.Revision.ModelVersion} for {attestation.Model}, attested by {attestation.Attester} until {attestation.Expires:u}."
                    : $"Refused: {Sentence(check.Refusal!.Value)}");
            }

            return check.Attestation is null ? ExitCode.Failed : ExitCode.Success;
        });
        return command;
    }

    public static string? Word(AttestationRefusal? refusal) => refusal is { } word ? WireName.Of(word) : null;

    public static string Sentence(AttestationRefusal refusal) => refusal switch
    {
        AttestationRefusal.Envelope => "this is no DSSE envelope of an in-toto statement.",
        AttestationRefusal.Statement => "the statement is no test result of one revision.",
        AttestationRefusal.Attester => "the policy names no such attester.",
        AttestationRefusal.Signature => "it is not signed with the attester's key.",
        AttestationRefusal.Model => "the policy has no such model.",
        AttestationRefusal.Result => "a probe failed.",
        AttestationRefusal.Suite => "it is not about the whole of the suite that the policy names now.",
        AttestationRefusal.Early => "it was issued in the future: compare the clocks.",
        _ => "it is over.",
    };

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = RegularFile.OpenRead(path);
        var buffer = new byte[DsseEnvelope.MaxBytes + 1];
        return buffer.AsMemory(0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken));
    }
}
