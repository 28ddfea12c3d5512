using System.ComponentModel.DataAnnotations;

namespace ServerlessGuard.Web.Identity;

/// <summary>The accepted Entra tokens: those of one tenant, for one audience, from the tenant's issuers.</summary>
public sealed class EntraOptions
{
    /// <summary>The tenant's id (a GUID), never "common" or "organizations".</summary>
    [Required]
    [RegularExpression("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$", ErrorMessage = "TenantId must be one tenant's GUID.")]
    public string TenantId { get; set; } = "";

    /// <summary>The guard's own application: its client id, or <c>api://…</c>.</summary>
    [Required]
    [MinLength(1)]
    public string Audience { get; set; } = "";

    /// <summary>The sign-in host. Default: the public cloud's.</summary>
    [Required]
    [Url]
    public string Instance { get; set; } = "https://login.microsoftonline.com";

    /// <summary>Accepted issuers; empty takes the tenant's two (v1 and v2 tokens).</summary>
    public IList<string> Issuers { get; } = [];

    /// <summary>
    /// App role in a token -> role of the guard. The guard ignores a role that is not listed.
    /// Event Grid's own application has the long one on a protected webhook.
    /// </summary>
    public IDictionary<string, string> Roles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["reviewer"] = "reviewer",
        ["auditor"] = "auditor",
        ["admin"] = "admin",
        ["events"] = "events",
        ["AzureEventGridSecureWebhookSubscriber"] = "events",
    };
}
