using CsCheck;
using ServerlessGuard.Core.Access;

namespace ServerlessGuard.Core.Tests.Access;

public sealed class AccessEvaluatorTests
{
    private const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
    private const string Group = Subscription + "/resourceGroups/claims";
    private const string Account = Group + "/providers/Microsoft.CognitiveServices/accounts/claims";
    private const string Other = Group + "/providers/Microsoft.CognitiveServices/accounts/claims-2";
    private const string Vault = Group + "/providers/Microsoft.KeyVault/vaults/guard";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly RoleDefinition Owner = Role("Owner", "*");
    private static readonly RoleDefinition Contributor = new("/x/contributor", "Contributor", false, [new RolePermissions
    {
        Actions = ["*"],
        NotActions = ["Microsoft.Authorization/*/Write", "Microsoft.Authorization/*/Delete", "Microsoft.Authorization/elevateAccess/Action"]
    }]);
    private static readonly RoleDefinition Reader = Role("Reader", "*/read");
    private static readonly RoleDefinition Deployer = Role("Deployer", "Microsoft.CognitiveServices/accounts/deployments/write");
    private static readonly RoleDefinition Assigner = Role("User Access Administrator", "*/read", "Microsoft.Authorization/*");
    private static readonly RoleDefinition Tuner = new("/x/tuner", "Tuner", true, [new RolePermissions
    {
        DataActions = ["Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes/*", "Microsoft.CognitiveServices/accounts/OpenAI/files/*"]
    }]);
    private static readonly RoleDefinition SecretsUser = new(
        "/x/secrets", "Key Vault Secrets User", false,
        [new RolePermissions { DataActions = ["Microsoft.KeyVault/vaults/secrets/getSecret/action"] }]);

    [Theory]
    [InlineData("Owner", "change_model,deploy,run_fine_tuning*,read_training_data*,read_content*,read_secrets,disable_guard")]
    [InlineData("Contributor", "change_model,deploy,run_fine_tuning*,read_training_data*,read_content*,read_secrets,disable_guard")]
    [InlineData("Reader", "")]
    [InlineData("Deployer", "change_model,deploy")]
    [InlineData(
        "User Access Administrator",
        "change_model+,deploy+,run_fine_tuning+,read_training_data+,read_content+,read_secrets+,disable_guard")]
    [InlineData("Tuner", "run_fine_tuning,read_training_data")]
    public void Tells_WhatARoleGives_AtAnAccountWithKeys(string role, string expected)
    {
        // * by its keys, + by granting it to oneself.
        var grants = Evaluate([new ProtectedResource(Account, HasKeys: true)], Assign(Account, role));
        Show(grants).ShouldBe(expected);
    }

    [Fact]
    public void KeysGiveNothing_WhereLocalAuthenticationIsOff() =>
        Show(Evaluate([new ProtectedResource(Account)], Assign(Account, "Contributor")))
            .ShouldBe("change_model,deploy,read_secrets,disable_guard");

    [Theory]
    [InlineData("/", true)]
    [InlineData("/providers/Microsoft.Management/managementGroups/root", true)]
    [InlineData(Subscription, true)]
    [InlineData(Group, true)]
    [InlineData("/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/resourcegroups/CLAIMS", true)]
    [InlineData(Account, true)]
    [InlineData(Account + "/deployments/claims-ft", true)]
    [InlineData(Other, false)]
    [InlineData(Subscription + "/resourceGroups/claims2", false)]
    [InlineData(Subscription + "/resourceGroups/other", false)]
    public void Reaches_FromAboveAndBelow_NotFromBeside(string scope, bool reaches) =>
        Evaluate([new ProtectedResource(Account)], Assign(scope, "Deployer")).Any().ShouldBe(reaches);

    [Fact]
    public void Eligible_CountsAsAGrant_EndedDoesNot()
    {
        var grants = Evaluate(
            [new ProtectedResource(Account)],
            Assign(Account, "Deployer") with { IsEligible = true, PrincipalType = "User", PrincipalId = "u1" },
            Assign(Account, "Deployer") with { Id = "2", PrincipalId = "ended", Until = Now },
            Assign(Account, "Deployer") with { Id = "3", PrincipalId = "coming", From = Now.AddDays(1) },
            Assign(Account, "Deployer") with
            {
                Id = "4",
                PrincipalId = "g1",
                PrincipalType = "Group",
                Until = Now.AddDays(1),
                IsConditional = true
            });
        grants.Select(static g => (g.Principal, g.IsEligible, g.IsConditional))
            .Distinct()
            .ShouldBe([("group:g1", false, true), ("user:u1", true, false)]);
    }

    [Theory]
    [InlineData("p", Group, "", false, true)]
    [InlineData(DenyAssignment.Everyone, Group, "", false, true)]
    [InlineData(DenyAssignment.Everyone, Group, "p", false, false)]
    [InlineData("other", Group, "", false, false)]
    [InlineData("p", Group, "", true, false)]
    [InlineData("p", Account, "", true, true)]
    [InlineData("p", Other, "", false, false)]
    public void Denials_TakeAway_WhereTheyCertainlyApply(string principal, string scope, string excluded, bool isHereOnly, bool denied)
    {
        var denial = new DenyAssignment
        {
            Scope = scope,
            Principals = [principal],
            Excluded = excluded.Length == 0 ? [] : [excluded],
            IsHereOnly = isHereOnly,
            Permissions = [new RolePermissions { Actions = ["Microsoft.CognitiveServices/accounts/deployments/*"] }],
        };
        var grants = AccessEvaluator.Evaluate(
            Snapshot([new ProtectedResource(Account)], [Assign(Account, "Deployer")]) with { Denials = [denial] }, Now);
        grants.Any().ShouldBe(!denied);
        AccessEvaluator.Evaluate(Snapshot([new ProtectedResource(Account)], [Assign(Account, "Deployer")]) with
        {
            Denials = [denial with { MayExcludeGroups = true }]
        }, Now).ShouldNotBeEmpty();
    }

    [Fact]
    public void Vault_GoesByRolesOrByAccessPolicies_NotByBoth()
    {
        var policies = new[]
        {
            new VaultPolicy(Vault, "p1", [], ["Get", "List"]),
            new VaultPolicy(Vault, "p2", ["unwrapKey"], ["list"]),
            new VaultPolicy(Vault, "p3", ["all"], ["all"])
        };
        var byRole = AccessEvaluator.Evaluate(
            Snapshot([new ProtectedResource(Vault)], [Assign(Vault, "Key Vault Secrets User")]) with { VaultPolicies = policies }, Now);
        byRole.Select(static g => (g.Principal, g.Capability, g.Path)).ShouldBe([("identity:p", Capability.ReadSecrets, GrantPath.Role)]);

        var byPolicy = AccessEvaluator.Evaluate(Snapshot([new ProtectedResource(Vault, UsesAccessPolicies: true)], [
            Assign(Vault, "Key Vault Secrets User"), Assign(Vault, "Contributor") with { Id = "2", PrincipalId = "c" }
        ]) with
        { VaultPolicies = policies }, Now);
        byPolicy.Where(static g => g.Capability is Capability.ReadSecrets or Capability.ReadContent)
            .Select(static g => (g.Principal, g.Capability, g.Path))
            .ShouldBe(
            [
                ("identity:c", Capability.ReadContent, GrantPath.Escalation),
                ("identity:p2", Capability.ReadContent, GrantPath.VaultPolicy),
                ("identity:p3", Capability.ReadContent, GrantPath.VaultPolicy),
                ("identity:c", Capability.ReadSecrets, GrantPath.Escalation),
                ("identity:p1", Capability.ReadSecrets, GrantPath.VaultPolicy),
                ("identity:p3", Capability.ReadSecrets, GrantPath.VaultPolicy),
            ]);
        byPolicy.Where(static g => g.IsBroad)
            .Select(static g => g.Principal)
            .Distinct()
            .ShouldBe(["identity:c", "identity:p3"], ignoreOrder: true);
    }

    /// <summary>More rights never take a grant away; more denials never give one; the order of what was read changes nothing.</summary>
    [Fact]
    public void IsMonotonic_AndKnowsNoOrder()
    {
        string[] scopes = ["/", Subscription, Group, Account, Account + "/deployments/a", Other, Vault];
        string[] roles = ["Owner", "Contributor", "Reader", "Deployer", "User Access Administrator", "Tuner", "Key Vault Secrets User"];
        var assignment = Gen.Select(One(scopes), One(roles), Gen.Int[0, 3], Gen.Bool)
            .Select(static (scope, role, who, eligible) => Assign(scope, role) with
            {
                Id = $"{scope} {role} {who} {eligible}",
                PrincipalId = "p" + who,
                IsEligible = eligible
            });
        var denial = Gen.Select(One(scopes), Gen.Int[0, 3], One("*", "Microsoft.CognitiveServices/*", "*/write"))
            .Select(static (scope, who, action) => new DenyAssignment
            {
                Scope = scope,
                Principals = ["p" + who],
                Permissions = [new RolePermissions { Actions = [action] }],
            });
        Gen.Select(assignment.Array[0, 8], assignment, denial.Array[0, 3], denial).Sample(
            static (given, more, denials, further) =>
            {
                ProtectedResource[] resources = [new(Account, HasKeys: true), new(Other), new(Vault)];
                var snapshot = Snapshot(resources, given) with { Denials = denials };
                var before = AccessEvaluator.Evaluate(snapshot, Now);
                var after = AccessEvaluator.Evaluate(snapshot with { Assignments = [.. given, more] }, Now);
                var denied = AccessEvaluator.Evaluate(snapshot with { Denials = [.. denials, further] }, Now);
                before.All(grant => after.Contains(grant)).ShouldBeTrue();
                denied.All(grant => before.Any(b => (b.Capability, b.Resource, b.Principal, b.Scope, b.Through)
                    == (grant.Capability, grant.Resource, grant.Principal, grant.Scope, grant.Through))).ShouldBeTrue();
                AccessEvaluator.Evaluate(snapshot with
                {
                    Assignments = [.. given.Reverse()],
                    Denials = [.. denials.Reverse()],
                    Resources = [.. resources.Reverse()]
                }, Now).ShouldBe(before);
            },
            iter: 400);
    }

    private static Gen<string> One(params string[] options) => Gen.Int[0, options.Length - 1].Select(index => options[index]);

    private static RoleDefinition Role(string name, params string[] actions) =>
        new("/x/" + name.Replace(' ', '-'), name, false, [new RolePermissions { Actions = actions }]);

    private static RoleAssignment Assign(string scope, string role) => new()
    {
        Id = "1",
        PrincipalId = "p",
        PrincipalType = "ServicePrincipal",
        RoleId = Roles.Single(r => r.Name == role).Id,
        Scope = scope,
    };

    private static RoleDefinition[] Roles => [Owner, Contributor, Reader, Deployer, Assigner, Tuner, SecretsUser];

    private static AccessSnapshot Snapshot(ProtectedResource[] resources, RoleAssignment[] assignments) =>
        new() { Resources = resources, Roles = Roles, Assignments = assignments };

    private static IReadOnlyList<Grant> Evaluate(ProtectedResource[] resources, params RoleAssignment[] assignments) =>
        AccessEvaluator.Evaluate(Snapshot(resources, assignments), Now);

    private static string Show(IEnumerable<Grant> grants) => string.Join(',', grants.Select(
        static g => Capabilities.NameOf(g.Capability) + g.Path switch { GrantPath.Key => "*", GrantPath.Escalation => "+", _ => "" }));
}
