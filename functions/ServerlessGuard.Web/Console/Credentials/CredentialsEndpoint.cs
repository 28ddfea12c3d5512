using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Credentials;

/// <summary>The keys that the guard rotates: age, next rotation, last proof. Never their text.</summary>
internal sealed class CredentialsEndpoint(ConsoleParts parts, RotationReader rotations) : ConsoleEndpoint(parts)
{
    public static readonly string[] ForRoles = [CallerRoles.Auditor, CallerRoles.Admin];

    private readonly TimeProvider _clock = parts.Clock;

    public static ConsoleUrl Address { get; } = ConsoleUrl.Of("credentials");

    public override string Route => "/console/credentials";

    protected override IReadOnlyList<string> Roles => ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var rows = new List<Html>();
        foreach (var credential in request.Policy.Credentials.Values.OrderBy(static one => one.Id, StringComparer.Ordinal))
        {
            rows.Add(Row(credential, await rotations.ReadAsync(credential, cancellationToken)));
        }

        return new ConsoleResponse.Page("Credentials", $"""
            <div class="title"><h1>Credentials</h1></div>
            <div id="credentials" data-live>
            {Html.When(rows.Count == 0, static () => $"<p class=\"empty\">The policy names no credentials.</p>")}
            {Html.When(rows.Count > 0, () => Table(rows))}
            </div>
            """)
        { IsLive = true };
    }

    private static Html Table(IEnumerable<Html> rows) => $"""
        <div class="scroll" tabindex="0" role="region" aria-label="Credentials"><table class="list">
        <thead><tr><th scope="col">Credential</th><th scope="col">Platform</th><th scope="col" class="number">Age</th><th scope="col">Next rotation</th><th scope="col">Old key last verified as revoked</th><th scope="col">State</th></tr></thead>
        <tbody>{rows}</tbody>
        </table></div>
        """;

    private Html Row(CredentialPolicy policy, CredentialView view) => $"""
        <tr data-row="{policy.Id}">
        <th scope="row"><a href="{ConsoleUrl.Of("credentials", policy.Id)}">{policy.Id}</a></th>
        <td>{view.Platform}</td>
        <td class="number">{(view.Created is { } created ? Moment.Length(_clock.GetUtcNow() - created) : "no secret")}</td>
        <td>{Moment.Show(view.NextRotation)}</td>
        <td>{Moment.Show(view.LastProof)}</td>
        <td>{CredentialState(view)}</td>
        </tr>
        """;

    internal static Html CredentialState(CredentialView view) => view switch
    {
        { Rotatable: false } => Badge.Plain("not rotated by this host"),
        { Step: "confirm" } => Badge.Bad("suspected leak, pending"),
        { Step: { } step, Fault: { } fault } => Badge.Bad($"{step}: {fault}"),
        { Step: { } step } => Badge.Changed(step),
        _ => Badge.Good("idle"),
    };
}
