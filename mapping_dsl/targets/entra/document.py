"""Microsoft Graph's `synchronizationSchema` as data, type by type as its metadata has it.

The names, which of them can be null and the enumerations are those of the v1.0 metadata of 2026-08.
The metadata gives no defaults but those of enumerations. What is left out is taken for what the
portal makes of a new mapping: enabled, editable, all three actions. Nothing here is imported by
`lint`: pydantic alone takes longer to start than lint does.
"""

from __future__ import annotations

from mapping_dsl.targets.entra.graph import Choice, Flags, Int32, Resource


class AttributeFlowBehavior(Choice):
    """When a value is exported."""

    MEMBERS = ("FlowWhenChanged", "FlowAlways")
    __slots__ = ()


class AttributeFlowType(Choice):
    """`ObjectAddOnly` is the portal's *Only during object creation*."""

    MEMBERS = (
        "Always",
        "ObjectAddOnly",
        "MultiValueAddOnly",
        "ValueAddOnly",
        "AttributeAddOnly",
    )
    __slots__ = ()


class AttributeMappingSourceType(Choice):
    """The portal's Direct, Constant and Expression."""

    MEMBERS = ("Attribute", "Constant", "Function")
    __slots__ = ()


class AttributeType(Choice):
    """The type of an attribute's values."""

    MEMBERS = ("String", "Integer", "Reference", "Binary", "Boolean", "DateTime")
    __slots__ = ()


class Mutability(Choice):
    """Who may write an attribute, and when."""

    MEMBERS = ("ReadWrite", "ReadOnly", "Immutable", "WriteOnly")
    __slots__ = ()


class ObjectFlowTypes(Flags):
    """The portal's target object actions: create, update, delete."""

    MEMBERS = ("None", "Add", "Update", "Delete")
    __slots__ = ()


class DirectoryDefinitionDiscoverabilities(Flags):
    """What the service can find out about a directory by itself."""

    MEMBERS = (
        "None",
        "AttributeNames",
        "AttributeDataTypes",
        "AttributeReadOnly",
        "ReferenceAttributes",
        "UnknownFutureValue",
    )
    __slots__ = ()


class AttributeDefinitionMetadata(Choice):
    """What can be said besides of an attribute."""

    MEMBERS = (
        "BaseAttributeName",
        "ComplexObjectDefinition",
        "IsContainer",
        "IsCustomerDefined",
        "IsDomainQualified",
        "LinkPropertyNames",
        "LinkTypeName",
        "MaximumLength",
        "ReferencedProperty",
    )
    __slots__ = ()


class ObjectDefinitionMetadata(Choice):
    """What can be said besides of an object."""

    MEMBERS = (
        "PropertyNameAccountEnabled",
        "PropertyNameSoftDeleted",
        "IsSoftDeletionSupported",
        "IsSynchronizeAllSupported",
        "ConnectorDataStorageRequired",
        "Extensions",
        "BaseObjectName",
    )
    __slots__ = ()


class ObjectMappingMetadata(Choice):
    """What can be said besides of an object mapping."""

    MEMBERS = (
        "EscrowBehavior",
        "DisableMonitoringForChanges",
        "OriginalJoiningProperty",
        "Disposition",
        "IsCustomerDefined",
        "ExcludeFromReporting",
        "Unsynchronized",
    )
    __slots__ = ()


class StringKeyStringValuePair(Resource):
    """An entry of some metadata."""

    key: str | None = None
    value: str | None = None


class AttributeDefinitionMetadataEntry(Resource):
    """An entry of an attribute's metadata."""

    key: AttributeDefinitionMetadata | None = None
    value: str | None = None


class ObjectDefinitionMetadataEntry(Resource):
    """An entry of an object's metadata."""

    key: ObjectDefinitionMetadata | None = None
    value: str | None = None


class ObjectMappingMetadataEntry(Resource):
    """An entry of an object mapping's metadata; values are texts, whatever they mean."""

    key: ObjectMappingMetadata | None = None
    value: str | None = None


class AttributeMappingSource(Resource):
    """An expression as a tree; `expression` is its text, null of an environment's constant."""

    expression: str | None = None
    name: str | None = None
    parameters: list[StringKeyAttributeMappingSourceValuePair] | None = None
    type: AttributeMappingSourceType = AttributeMappingSourceType("Attribute")


class StringKeyAttributeMappingSourceValuePair(Resource):
    """An argument: the parameter's key, which repeats where the parameter does."""

    key: str | None = None
    value: AttributeMappingSource | None = None


class AttributeMapping(Resource):
    """A row. No source is the portal's None; a priority of 0 matches nothing."""

    default_value: str | None = None
    export_missing_references: bool = False
    flow_behavior: AttributeFlowBehavior = AttributeFlowBehavior("FlowWhenChanged")
    flow_type: AttributeFlowType = AttributeFlowType("Always")
    matching_priority: Int32 = 0
    source: AttributeMappingSource | None = None
    target_attribute_name: str | None = None


class FilterOperand(Resource):
    """What a clause compares with."""

    values: list[str] | None = None


class FilterClause(Resource):
    """One test; without an operand where the operator compares with nothing."""

    operator_name: str | None = None
    source_operand_name: str | None = None
    target_operand: FilterOperand | None = None


class FilterGroup(Resource):
    """Clauses that must all hold."""

    clauses: list[FilterClause] | None = None
    name: str | None = None


class Filter(Resource):
    """Alternatives of groups, of three kinds."""

    category_filter_groups: list[FilterGroup] | None = None
    groups: list[FilterGroup] | None = None
    input_filter_groups: list[FilterGroup] | None = None


class ObjectMapping(Resource):
    """Rows from one kind of object to another."""

    attribute_mappings: list[AttributeMapping] | None = None
    enabled: bool = True
    flow_types: ObjectFlowTypes = ObjectFlowTypes("Add, Update, Delete")
    metadata: list[ObjectMappingMetadataEntry] | None = None
    name: str | None = None
    scope: Filter | None = None
    source_object_name: str | None = None
    target_object_name: str | None = None


class ContainerFilter(Resource):
    """Containers that are synchronised."""

    included_containers: list[str] | None = None


class GroupFilter(Resource):
    """Groups that are synchronised."""

    included_groups: list[str] | None = None


class SynchronizationRule(Resource):
    """Object mappings between two directories; those of lower priority run first."""

    container_filter: ContainerFilter | None = None
    editable: bool = True
    group_filter: GroupFilter | None = None
    id: str | None = None
    metadata: list[StringKeyStringValuePair] | None = None
    name: str | None = None
    object_mappings: list[ObjectMapping] | None = None
    priority: Int32 = 0
    source_directory_name: str | None = None
    target_directory_name: str | None = None


class ReferencedObject(Resource):
    """What a reference points to; Graph says that the property is not supported yet."""

    referenced_object_name: str | None = None
    referenced_property: str | None = None


class AttributeDefinition(Resource):
    """An attribute of an object."""

    anchor: bool = False
    api_expressions: list[StringKeyStringValuePair] | None = None
    case_exact: bool = False
    default_value: str | None = None
    flow_null_values: bool = False
    metadata: list[AttributeDefinitionMetadataEntry] | None = None
    multivalued: bool = False
    mutability: Mutability = Mutability("ReadWrite")
    name: str | None = None
    referenced_objects: list[ReferencedObject] | None = None
    required: bool = False
    type: AttributeType = AttributeType("String")


class ObjectDefinition(Resource):
    """An object of a directory."""

    attributes: list[AttributeDefinition] | None = None
    metadata: list[ObjectDefinitionMetadataEntry] | None = None
    name: str | None = None
    supported_apis: list[str] | None = None


class DirectoryDefinition(Resource):
    """A directory: its objects, and what the service knows of it."""

    id: str = ""
    discoverabilities: DirectoryDefinitionDiscoverabilities = DirectoryDefinitionDiscoverabilities(
        "None"
    )
    discovery_date_time: str | None = None
    name: str | None = None
    objects: list[ObjectDefinition] | None = None
    read_only: bool = False
    version: str | None = None


class SynchronizationSchema(Resource):
    """The whole document, as `GET …/schema` gives it and `PUT …/schema` takes it."""

    id: str = ""
    directories: list[DirectoryDefinition] | None = None
    synchronization_rules: list[SynchronizationRule] | None = None
    version: str | None = None
