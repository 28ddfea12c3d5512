namespace Pulumi.AzureNative.EventGrid.Outputs;

public sealed class IdentityInfoResponse
{
    public readonly string? PrincipalId;
    public readonly string? TenantId;
    public readonly string? Type;

    private IdentityInfoResponse(string? principalId, string? tenantId, string? type) =>
        (PrincipalId, TenantId, Type) = (principalId, tenantId, type);
}
