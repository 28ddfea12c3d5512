using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Callers;

/// <summary>Who makes a request, once authenticated.</summary>
/// <param name="Principal"><c>key:NAME</c>, <c>app:CLIENT-ID</c> or <c>user:OBJECT-ID</c>.</param>
/// <param name="Application">The application it acts as; null for a person or a caller of none.</param>
/// <param name="Roles">Roles of people and machines: reviewer, auditor, admin.</param>
public sealed record Caller(string Principal, ApplicationPolicy? Application, IReadOnlySet<string> Roles);
