using System.Text.Json;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Authorization.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// Every file of policies/azure as a definition, all of them and four of Azure's own as one initiative, assigned where the guarded
/// resources are.
/// </summary>
internal sealed class Policies : ComponentResource
{
    private static readonly (string Name, string Id, string Deny, string Audit)[] BuiltIn =
    [
        ("keys-off", "71ef260a-8f18-47b7-abcb-62d0673d94dc", "Audit", "Audit"),
        ("ai-diagnostics", "1b4d1c4e-934c-4703-944c-27c82c06bebb", "AuditIfNotExists", "AuditIfNotExists"),
        ("ml-logs", "afe0c3be-ba3b-4544-ba52-0c99672a8ad6", "AuditIfNotExists", "AuditIfNotExists"),
        ("approved-publishers", "aafe3651-cb78-4f68-9f81-e7e41509110f", "Deny", "Audit"),
    ];

    private readonly GuardContext _context;
    private readonly Output<string> _logs;

    public Policies(
        string name, GuardContext context, Output<string> logs, IEnumerable<(string Name, Input<string> Id)> groups,
        ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Policies", name, options)
    {
        (_context, _logs) = (context, logs);
        var references = context.Settings.AzurePolicies.Select(f => Define(f.Key, JsonDocument.Parse(f.Value).RootElement))
            .Concat(BuiltIn.Select(Refer))
            .ToList();
        var initiative = new PolicySetDefinition("initiative", new PolicySetDefinitionArgs
        {
            PolicySetDefinitionName = context.Names.Of("guard"),
            DisplayName = $"ServerlessGuard ({context.Settings.Stack})",
            Description = "Rules for a guarded model resource",
            PolicyType = PolicyType.Custom,
            PolicyDefinitions = references,
        }, _context.Under(this));
        foreach (var (group, id) in groups)
            _ = new PolicyAssignment($"assignment-{group}", new PolicyAssignmentArgs
            {
                PolicyAssignmentName = $"guard-{context.Names.Mark}",
                DisplayName = $"ServerlessGuard ({context.Settings.Stack})",
                Scope = id,
                PolicyDefinitionId = initiative.Id,
                EnforcementMode = EnforcementMode.Default,
                NonComplianceMessages = { new NonComplianceMessageArgs { Message =
                    "ServerlessGuard does not allow this on a guarded model resource; docs/deploy.md says what is allowed." } },
            }, _context.Under(this));
        RegisterOutputs();
    }

    private PolicyDefinitionReferenceArgs Define(string name, JsonElement file)
    {
        var definition = new PolicyDefinition($"policy-{name}", new PolicyDefinitionArgs
        {
            PolicyDefinitionName = _context.Names.Of("guard", name),
            DisplayName = $"ServerlessGuard: {file.GetProperty("displayName").GetString()} ({_context.Settings.Stack})",
            Description = file.GetProperty("description").GetString()!,
            Mode = file.GetProperty("mode").GetString()!,
            PolicyType = PolicyType.Custom,
            PolicyRule = file.GetProperty("policyRule"),
            Parameters = file.GetProperty("parameters").EnumerateObject().ToDictionary(p => p.Name, p => Parameter(p.Value)),
        }, _context.Under(this));
        var values = file.GetProperty("parameters")
            .EnumerateObject()
            .Select(p => (p.Name, Value: Value(p.Name, p.Value)))
            .Where(p => p.Value is not null);
        return new()
        {
            PolicyDefinitionId = definition.Id,
            PolicyDefinitionReferenceId = name,
            Parameters = values.ToDictionary(p => p.Name, p => new ParameterValuesValueArgs { Value = p.Value! }),
        };
    }

    private PolicyDefinitionReferenceArgs Refer((string Name, string Id, string Deny, string Audit) builtIn)
    {
        var parameters = new Dictionary<string, ParameterValuesValueArgs>
        {
            ["effect"] = new() { Value = _context.Settings.EnforcePolicies ? builtIn.Deny : builtIn.Audit },
        };
        if (builtIn.Name == "approved-publishers")
        {
            parameters["allowedPublishers"] = new() { Value = new object[] { "OpenAI" } };
            parameters["allowedAssetIds"] = new() { Value = Array.Empty<object>() };
        }

        return new()
        {
            PolicyDefinitionId = $"/providers/Microsoft.Authorization/policyDefinitions/{builtIn.Id}",
            PolicyDefinitionReferenceId = builtIn.Name,
            Parameters = parameters,
        };
    }

    private static ParameterDefinitionsValueArgs Parameter(JsonElement parameter)
    {
        var made = new ParameterDefinitionsValueArgs { Type = parameter.GetProperty("type").GetString()! };
        if (parameter.TryGetProperty("allowedValues", out var allowed))
            made.AllowedValues = allowed.EnumerateArray().Select(v => (object)v.GetString()!).ToArray();
        if (parameter.TryGetProperty("defaultValue", out var otherwise))
            made.DefaultValue = otherwise;
        return made;
    }

    /// <summary>The value that this stack gives a parameter; null leaves the default.</summary>
    private Input<object>? Value(string name, JsonElement parameter) => name switch
    {
        "effect" when !parameter.GetProperty("allowedValues").EnumerateArray().Any(v => v.GetString() == "Deny") => null,
        "effect" => _context.Settings.EnforcePolicies ? "Deny" : "Audit",
        "approvedModels" => _context.Settings.ApprovedModels.Cast<object>().ToArray(),
        "rotatedAccounts" => _context.Settings.Policy.Credentials.Select(c => (object)c.Resource.Split('/')[^1]).Distinct().ToArray(),
        "workspace" => _logs.Apply(id => (object)id),
        _ => null,
    };
}
