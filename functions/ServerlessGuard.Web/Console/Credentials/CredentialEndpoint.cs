using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Credentials;

/// <summary>One credential with the journal of its rotation. On a host that rotates, an admin confirms or dismisses a leak here.</summary>
internal sealed class CredentialEndpoint(ConsoleParts parts, RotationReader rotations, Rotator? rotator = null) : ConsoleEndpoint(parts)
{
    public override string Route => "/console/credentials/{id}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Post];

    protected override IReadOnlyList<string> Roles => CredentialsEndpoint.ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        if (!request.Policy.Credentials.TryGetValue(request.Route("id"), out var policy))
        {
            return new ConsoleResponse.Refusal(404, "The policy has no such credential.");
        }

        return request.IsPost
            ? await DecideLeakAsync(request, policy, cancellationToken)
            : await ShowAsync(request, policy, cancellationToken);
    }

    private async Task<ConsoleResponse> DecideLeakAsync(
        ConsoleRequest request, CredentialPolicy policy, CancellationToken cancellationToken)
    {
        if (rotator is null)
        {
            return new ConsoleResponse.Refusal(
                403, "This console is read-only. Confirm or dismiss the leak on the host that rotates the credential.");
        }

        if (!request.Session!.Has(CallerRoles.Admin))
        {
            return new ConsoleResponse.Refusal(403, "Only an admin can confirm or dismiss a leak.");
        }

        bool? leaked = request.Form["leak"] switch { "confirm" => true, "dismiss" => false, _ => null };
        if (leaked is null)
        {
            return new ConsoleResponse.Refusal(400, "Choose confirm or dismiss.");
        }

        return await rotator.ConfirmAsync(policy, request.Actor, leaked.Value, cancellationToken)
            ? new ConsoleResponse.Redirect(ConsoleUrl.Of("credentials", policy.Id))
            : new ConsoleResponse.Refusal(409, "No suspected leak of this key is pending any more.");
    }

    private async Task<ConsoleResponse> ShowAsync(ConsoleRequest request, CredentialPolicy policy, CancellationToken cancellationToken)
    {
        var view = await rotations.ReadAsync(policy, cancellationToken);
        var state = await rotations.StateAsync(policy, cancellationToken);
        return new ConsoleResponse.Page(policy.Id, $"""
            <nav class="crumbs" aria-label="Breadcrumb"><a href="{CredentialsEndpoint.Address}">Credentials</a></nav>
            <div class="title"><h1>{policy.Id}</h1>{CredentialsEndpoint.CredentialState(view)}</div>
            {Html.When(view.Step == "confirm" && rotator is not null && request.Session!.Has(CallerRoles.Admin), () => LeakForm(request, policy))}
            <div id="credential" data-live>
            <dl class="facts wide">
            <div><dt>Platform</dt><dd>{policy.Platform}</dd></div>
            <div><dt>Secret</dt><dd>{policy.Secret}</dd></div>
            <div><dt>Version created</dt><dd>{Moment.Show(view.Created)}</dd></div>
            <div><dt>Version expires</dt><dd>{Moment.Show(view.Expires)}</dd></div>
            <div><dt>Next rotation</dt><dd>{Moment.Show(view.NextRotation)}</dd></div>
            <div><dt>Rotation interval</dt><dd>{Moment.Length(policy.RotateEvery)}, overlap {Moment.Length(policy.Overlap)}</dd></div>
            <div><dt>Last rotated</dt><dd>{Moment.Show(state.LastRotated)}</dd></div>
            <div><dt>Old key last verified as revoked</dt><dd>{Moment.Show(view.LastProof)}</dd></div>
            <div><dt>Setting that disables keys</dt><dd>{view.KeyFree ?? (view.Rotatable ? "none on this platform" : "unknown: this host has no adapter for the platform")}</dd></div>
            </dl>
            <h2>{(state.Rotation is { Ended: false } ? "Rotation in progress" : "Last rotation")}</h2>
            {(state.Rotation is { } rotation ? Journal(rotation) : (Html)$"<p class=\"empty\">No rotation yet.</p>")}
            </div>
            """)
        { IsLive = true };
    }

    private static Html LeakForm(ConsoleRequest request, CredentialPolicy policy) => $"""
        <form class="decision" method="post" action="{ConsoleUrl.Of("credentials", policy.Id)}">
        {ConsoleWriter.TokenField(request)}
        <p><strong>The guard found this key where it must not be, and the key still works.</strong> If you confirm the leak, the guard replaces the key at once, without an overlap. Consumers fail until they read the new key.</p>
        <button class="danger" name="leak" value="confirm">Confirm the leak and replace the key now</button>
        <button name="leak" value="dismiss">Dismiss</button>
        </form>
        """;

    private static Html Journal(Rotation rotation) => $"""
        <dl class="facts wide">
        <div><dt>Rotation</dt><dd><code>{rotation.Id}</code></dd></div>
        <div><dt>Reason</dt><dd>{WireName.Of(rotation.Reason)}, by {rotation.Actor}</dd></div>
        <div><dt>Step</dt><dd>{WireName.Of(rotation.Step)}, since {Moment.Show(rotation.Since)}</dd></div>
        <div><dt>Began</dt><dd>{Moment.Show(rotation.Started)}</dd></div>
        <div><dt>Versions</dt><dd>{(rotation.FromVersion.Length > 0 ? rotation.FromVersion : "none")} → {rotation.NewVersion ?? "not yet"}</dd></div>
        <div><dt>Slots</dt><dd>{rotation.OldSlot ?? "none"} → {rotation.NewSlot ?? "not yet"}</dd></div>
        <div><dt>Failed attempts of this step</dt><dd>{rotation.Attempts}</dd></div>
        <div><dt>Fault</dt><dd>{rotation.Fault ?? "none"}</dd></div>
        <div><dt>Acknowledged by</dt><dd>{(rotation.Acknowledged.Count > 0 ? string.Join(", ", rotation.Acknowledged) : "nobody yet")}</dd></div>
        <div><dt>Old key verified as revoked</dt><dd>{Moment.Show(rotation.Proved)}</dd></div>
        </dl>
        """;
}
