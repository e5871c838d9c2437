import { defineSubgraph } from "../kit/definition.js";
import { Person } from "./graph/person.js";
import { createPopulationLoaders } from "./loaders.js";
import { CreateRegister1764000000000 } from "./migrations/1764000000000-create-register.js";
import { PersonResolver } from "./person-resolver.js";
import { PersonRoots } from "./person-roots.js";
import { PersonStatisticsResolver } from "./statistics/person-statistics.js";
import { BirthCertificateRow, DeathRecordRow, LivingAllowanceRow, ParentageRow, SocialInsuranceRow } from "./store/event-rows.js";
import { PersonRow } from "./store/person-row.js";
import { PersonVerificationResolver } from "./verification/person-verification.js";

/** The population register of the public security department (公安局). */
export const definition = defineSubgraph({
  name: "population",
  resolvers: [PersonResolver, PersonRoots, PersonVerificationResolver, PersonStatisticsResolver],
  orphanedTypes: [Person],
  references: {
    Person: {
      key: "idNumber",
      load: ({ idNumber }, { loaders }) => loaders.persons.load(String(idNumber)),
      divisionOf: (row: PersonRow) => row.registeredDivision,
    },
    PersonVerification: { key: "idNumber", load: ({ idNumber }) => ({ idNumber }) },
  },
  enumReveals: {
    "PersonDimension.SEX": "Person.sex",
    "PersonDimension.BIRTH_DECADE": "Person.birthDate",
    "PersonDimension.ETHNICITY": "Person.ethnicity",
    "PersonDimension.REGISTERED_DIVISION": "Person.registeredDivision",
    "PersonDimension.MARITAL_STATUS": "Person.maritalStatus",
    "PersonMeasure.AVERAGE_ANNUAL_INCOME": "Person.annualIncome",
  },
  entities: [PersonRow, ParentageRow, BirthCertificateRow, DeathRecordRow, SocialInsuranceRow, LivingAllowanceRow],
  migrations: [CreateRegister1764000000000],
  createLoaders: createPopulationLoaders,
});
