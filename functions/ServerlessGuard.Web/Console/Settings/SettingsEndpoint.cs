using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Settings;

/// <summary>
/// The policy in force and the callers' keys. An admin revokes keys here; creating one needs the command line of the guard's machine.
/// </summary>
internal sealed class SettingsEndpoint(ConsoleParts parts, CallerKeys keys, IAuditLog audit) : ConsoleEndpoint(parts)
{
    public static readonly string[] ForRoles = [CallerRoles.Admin];

    private readonly ConsoleParts _parts = parts;

    public static ConsoleUrl Address { get; } = ConsoleUrl.Of("settings");

    public override string Route => "/console/settings";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Post];

    protected override IReadOnlyList<string> Roles => ForRoles;

    protected override Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken) =>
        request.IsPost ? RevokeAsync(request, cancellationToken) : ShowAsync(request, cancellationToken);

    private async Task<ConsoleResponse> RevokeAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var name = request.Form["revoke"];
        if ($"key:{name}" == request.Actor)
        {
            return new ConsoleResponse.Refusal(409, "You signed in with this key. Another admin must revoke it.");
        }

        if (!await keys.RevokeAsync(name, cancellationToken))
        {
            return new ConsoleResponse.Refusal(404, "There is no such key.");
        }

        await audit.AppendAsync(CallerKeyEntries.Revoked(name, request.Actor, _parts.Clock.GetUtcNow()), cancellationToken);
        return new ConsoleResponse.Redirect(Address);
    }

    private async Task<ConsoleResponse> ShowAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var records = await keys.ListAsync(cancellationToken);
        var policy = request.Policy;
        return new ConsoleResponse.Page("Settings", $"""
            <div class="title"><h1>Settings</h1></div>
            <h2>Policy</h2>
            <dl class="facts wide">
            <div><dt>Revision</dt><dd><code>{policy.RevisionId}</code></dd></div>
            <div><dt>Applications</dt><dd>{Names(policy.Applications.Keys)}</dd></div>
            <div><dt>Tiers</dt><dd>{Names(policy.Tiers.Keys)}</dd></div>
            <div><dt>Models</dt><dd>{Names(policy.Models.Keys)}</dd></div>
            </dl>
            <h2>This console</h2>
            <dl class="facts wide">
            <div><dt>Idle timeout of sessions</dt><dd>{Moment.Length(_parts.Options.IdleAfter)}</dd></div>
            <div><dt>Longest session</dt><dd>{Moment.Length(_parts.Options.EndsAfter)}</dd></div>
            </dl>
            <h2 id="keys-heading">Keys</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="keys-heading"><table class="list">
            <thead><tr><th scope="col">Name</th><th scope="col">Roles</th><th scope="col">Created</th><th scope="col">Expires</th><th scope="col">State</th><th scope="col"><span class="away">Action</span></th></tr></thead>
            <tbody>{records.Select(record => Row(request, record))}</tbody>
            </table></div>
            """);
    }

    private Html Row(ConsoleRequest request, CallerKeyRecord record)
    {
        var ended = record.Revoked is not null || record.Expires <= _parts.Clock.GetUtcNow();
        return $"""
            <tr data-row="{record.Name}">
            <th scope="row">{record.Name}</th>
            <td>{(record.Roles.Count > 0 ? string.Join(", ", record.Roles) : "caller")}</td>
            <td>{Moment.Show(record.Created)}</td>
            <td>{Moment.Show(record.Expires)}</td>
            <td>{(record.Revoked is not null ? Badge.Bad("revoked") : ended ? Badge.Plain("expired") : Badge.Good("valid"))}</td>
            <td>{Html.When(!ended && record.Principal != request.Actor, () => RevokeForm(request, record))}</td>
            </tr>
            """;
    }

    private static Html RevokeForm(ConsoleRequest request, CallerKeyRecord record) => $"""
        <form method="post" action="{Address}">{ConsoleWriter.TokenField(request)}
        <button class="quiet danger" name="revoke" value="{record.Name}" data-confirm="Revoke {record.Name} permanently?">Revoke<span class="away"> {record.Name}</span></button></form>
        """;

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";
}
